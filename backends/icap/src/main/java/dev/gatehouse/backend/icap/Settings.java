package dev.gatehouse.backend.icap;

import dev.gatehouse.backend.icap.YamlNode.YamlException;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;

/**
 * How one backend is set up.
 *
 * @param request where and how files are sent
 * @param profile what the product means by its answers
 * @param preview when a preview is sent
 * @param connections how many connections there may be at once
 * @param connectTime how long it may take to open one
 * @param scanTime how long one file may take
 * @param maxBytes the largest file that the server scans, if it does not scan all
 * @param named whether the server is told what a file is called
 * @param eicarCheck whether the server must find the test file before it is believed
 * @param tls what TLS trusts, if the connection is encrypted
 */
record Settings(
        Request request,
        Profile profile,
        PreviewUse preview,
        int connections,
        Duration connectTime,
        Duration scanTime,
        OptionalLong maxBytes,
        boolean named,
        boolean eicarCheck,
        Optional<SSLContext> tls) {

    /** When a preview is sent. */
    enum PreviewUse {
        /** If the service asks for one; the file's last byte is held back, so that an answer to it is known for one. */
        HELD_BACK,
        /** If the service asks for one; small files go with it whole. */
        WHOLE,
        /** Never. */
        OFF
    }

    private static final String URL = "url";
    private static final String PROFILE = "profile";
    private static final String PROFILE_FILE = "profile-file";
    private static final String METHOD = "method";
    private static final String PREVIEW = "preview";
    private static final String CONNECTIONS = "connections";
    private static final String CONNECT_SECONDS = "connect-seconds";
    private static final String SCAN_SECONDS = "scan-seconds";
    private static final String MAX_BYTES = "max-bytes";
    private static final String SEND_NAME = "send-name";
    private static final String HEADER = "header";
    private static final String TRUST = "trust";
    private static final String EICAR_CHECK = "eicar-check";

    /** Every key, for the operator. */
    static final List<ConfigurationKey> KEYS = List.of(
            new ConfigurationKey(
                    URL,
                    "where the service is: icap://host:port/service, or icaps:// with TLS; without a service, the"
                            + " profile's",
                    false),
            new ConfigurationKey(
                    PROFILE, "which product it is: " + String.join(", ", Profiles.NAMES) + "; default generic", false),
            new ConfigurationKey(PROFILE_FILE, "a profile of your own, instead of one by name", false),
            new ConfigurationKey(
                    METHOD, "how a file is sent: respmod (default), as a download; reqmod, as an upload", false),
            new ConfigurationKey(
                    PREVIEW,
                    "auto (default): as the service asks, without the file's last byte, so that it is seen when a file is"
                            + " let pass unscanned; whole: small files go in it whole; off",
                    false),
            new ConfigurationKey(
                    CONNECTIONS,
                    "how many connections at once, at most; default 8, and what the service allows",
                    false),
            new ConfigurationKey(CONNECT_SECONDS, "how long it may take to connect, in seconds; default 5", false),
            new ConfigurationKey(SCAN_SECONDS, "how long one file may take, in seconds; default 300", false),
            new ConfigurationKey(
                    MAX_BYTES,
                    "the largest file that the server is set up to scan; larger ones are not sent and incomplete;"
                            + " default none",
                    false),
            new ConfigurationKey(
                    SEND_NAME,
                    "whether the server is told what a file is called: true or false (default), because it may choose"
                            + " what to scan by the name",
                    false),
            new ConfigurationKey(HEADER, "a line for the ICAP header, as X-Client-IP: 192.0.2.1", true),
            new ConfigurationKey(
                    TRUST,
                    "a PEM file with the certificates that icaps trusts; default those of the Java runtime",
                    false),
            new ConfigurationKey(
                    EICAR_CHECK,
                    "whether the server must find the EICAR test file before it is believed, and again whenever its"
                            + " options expire: true or false; default by profile",
                    false));

    private static final int MOST_CONNECTIONS = 1000;
    private static final int MOST_SECONDS = 86_400;

    static Settings of(BackendConfiguration configuration) throws BackendUnavailableException {
        Reader reader = new Reader(configuration);
        Profile profile = reader.profile();
        Method method = reader.method();
        IcapAddress address = reader.address(profile, method);
        return new Settings(
                new Request(address, method, reader.headers()),
                profile,
                reader.preview(),
                (int) reader.number(CONNECTIONS, 8, MOST_CONNECTIONS),
                Duration.ofSeconds(reader.number(CONNECT_SECONDS, 5, MOST_SECONDS)),
                Duration.ofSeconds(reader.number(SCAN_SECONDS, 300, MOST_SECONDS)),
                configuration.value(MAX_BYTES).isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(reader.number(MAX_BYTES, 0, Long.MAX_VALUE)),
                reader.flag(SEND_NAME, false),
                reader.flag(EICAR_CHECK, profile.eicarCheck()),
                reader.tls(address));
    }

    /** Reads values and says what is wrong with them. */
    private record Reader(BackendConfiguration configuration) {

        BackendUnavailableException refusal(String key, String what) {
            return new BackendUnavailableException(configuration.name() + ": " + key + " " + what);
        }

        BackendUnavailableException refusal(String key, String what, Exception cause) {
            return new BackendUnavailableException(configuration.name() + ": " + key + " " + what, cause);
        }

        Profile profile() throws BackendUnavailableException {
            Optional<String> file = configuration.value(PROFILE_FILE);
            Optional<String> name = configuration.value(PROFILE);
            if (file.isPresent() && name.isPresent()) {
                throw refusal(PROFILE_FILE, "and profile are both set; give one of them");
            }
            try {
                return file.isPresent() ? Profiles.file(Path.of(file.get())) : Profiles.named(name.orElse("generic"));
            } catch (YamlException e) {
                throw refusal(file.isPresent() ? PROFILE_FILE : PROFILE, "cannot be used: " + e.getMessage(), e);
            } catch (IOException | InvalidPathException e) {
                throw refusal(PROFILE_FILE, "cannot be read: " + e, e);
            }
        }

        Method method() throws BackendUnavailableException {
            String text = configuration.value(METHOD).orElse(Method.RESPMOD.id());
            for (Method method : Method.values()) {
                if (method.id().equals(text)) {
                    return method;
                }
            }
            throw refusal(METHOD, "must be respmod or reqmod, not " + text);
        }

        IcapAddress address(Profile profile, Method method) throws BackendUnavailableException {
            String text =
                    configuration.value(URL).orElseThrow(() -> refusal(URL, "is missing: icap://host:port/service"));
            IcapAddress address;
            try {
                address = IcapAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw refusal(URL, String.valueOf(e.getMessage()), e);
            }
            if (!address.service().isEmpty()) {
                return address;
            }
            String service = profile.services().get(method);
            if (service == null) {
                throw refusal(
                        URL,
                        "must name the service, because the profile has none for " + method.id() + ": " + address
                                + "SERVICE");
            }
            return address.withService(service);
        }

        PreviewUse preview() throws BackendUnavailableException {
            String text = configuration.value(PREVIEW).orElse("auto");
            return switch (text) {
                case "auto" -> PreviewUse.HELD_BACK;
                case "whole" -> PreviewUse.WHOLE;
                case "off" -> PreviewUse.OFF;
                default -> throw refusal(PREVIEW, "must be auto, whole or off, not " + text);
            };
        }

        long number(String key, long otherwise, long most) throws BackendUnavailableException {
            String text = configuration.value(key).orElse(Long.toString(otherwise));
            try {
                long number = Long.parseLong(text);
                if (number >= 1 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // refused below
            }
            throw refusal(key, "must be a number from 1 to " + most + ", not " + text);
        }

        boolean flag(String key, boolean otherwise) throws BackendUnavailableException {
            String text = configuration.value(key).orElse(Boolean.toString(otherwise));
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw refusal(key, "must be true or false, not " + text);
            };
        }

        List<String> headers() throws BackendUnavailableException {
            for (String line : configuration.all(HEADER)) {
                if (!line.matches("[A-Za-z][A-Za-z0-9-]*:[^\\p{Cntrl}]*")) {
                    throw refusal(HEADER, "must be a name, a colon and a value on one line, not " + line);
                }
            }
            return configuration.all(HEADER);
        }

        Optional<SSLContext> tls(IcapAddress address) throws BackendUnavailableException {
            Optional<String> trust = configuration.value(TRUST);
            if (!address.tls()) {
                if (trust.isPresent()) {
                    throw refusal(TRUST, "has no use without icaps");
                }
                return Optional.empty();
            }
            try {
                return Optional.of(trust.isPresent() ? Trust.in(Path.of(trust.get())) : SSLContext.getDefault());
            } catch (GeneralSecurityException | IOException | InvalidPathException e) {
                throw refusal(TRUST, "cannot be used: " + e, e);
            }
        }
    }
}
