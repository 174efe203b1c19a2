package dev.gatehouse.engine.configuration;

/** A configuration file cannot be used. The message says where, what is wrong, and what would be right. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a message for the operator. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** With a message for the operator and what caused it. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** About a place in a file. */
    static ConfigurationException at(Position position, String message) {
        return new ConfigurationException(position + ": " + message);
    }
}
