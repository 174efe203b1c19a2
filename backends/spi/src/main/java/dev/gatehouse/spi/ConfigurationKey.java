package dev.gatehouse.spi;

/**
 * A setting that a backend understands.
 *
 * @param name the key, lower case with hyphens; one that ends in {@code *} stands for every key that begins with what is
 *     before it and goes on, as {@code with.*} does for {@code with.signatures}
 * @param description one sentence for the operator, with units and the default
 * @param repeatable whether the key may have more than one value
 */
public record ConfigurationKey(String name, String description, boolean repeatable) {

    /** Whether this setting is the one that a key of a configuration sets. */
    public boolean covers(String key) {
        if (!name.endsWith("*")) {
            return key.equals(name);
        }
        int prefix = name.length() - 1;
        return key.length() > prefix && key.regionMatches(0, name, 0, prefix);
    }
}
