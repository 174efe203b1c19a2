package dev.gatehouse.gateway.milter;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recipients whose mail is not scanned: addresses and domains. Case does not matter. Immutable. */
public final class Exemptions {

    /** Nobody is exempt. */
    public static final Exemptions NONE = of(List.of());

    private final Set<String> addresses = new HashSet<>();
    private final Set<String> domains = new HashSet<>();

    private Exemptions() {}

    /**
     * Reads what an operator wrote: {@code abuse@example.org}, {@code example.org} or {@code @example.org}; a domain
     * does not stand for those below it.
     *
     * @throws IllegalArgumentException if one is neither an address nor a domain
     */
    public static Exemptions of(List<String> entries) {
        Exemptions exemptions = new Exemptions();
        for (String entry : entries) {
            String lower = entry.toLowerCase(Locale.ROOT);
            if (!lower.matches("[!-~&&[^<>@]]*@?[!-~&&[^<>@]]+")) {
                throw new IllegalArgumentException("'" + entry + "' is neither an address nor a domain");
            }
            int at = lower.indexOf('@');
            if (at > 0) {
                exemptions.addresses.add(lower);
            } else {
                exemptions.domains.add(lower.substring(at + 1));
            }
        }
        return exemptions;
    }

    /** Whether nobody is. */
    public boolean isEmpty() {
        return addresses.isEmpty() && domains.isEmpty();
    }

    /**
     * Whether a recipient is.
     *
     * @param recipient as it stands in the envelope, with or without brackets. One that the MTA may read otherwise than
     *     by its last {@code @}, with a route, a second host in its local part or quotes, never is
     */
    boolean covers(String recipient) {
        String address = recipient.toLowerCase(Locale.ROOT);
        if (address.startsWith("<") && address.endsWith(">")) {
            address = address.substring(1, address.length() - 1);
        }
        int at = address.indexOf('@');
        if (at <= 0 || !address.matches("[!-~&&[^<>@%!\":,]]+@[!-~&&[^<>@%!\":,]]+")) {
            return false;
        }
        return addresses.contains(address) || domains.contains(address.substring(at + 1));
    }
}
