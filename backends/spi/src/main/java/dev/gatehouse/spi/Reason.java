package dev.gatehouse.spi;

/**
 * Why something was not looked at.
 *
 * @param code the stable code
 * @param detail what happened, where, with figures; one line for a person
 */
public record Reason(ReasonCode code, String detail) {

    /** {@code code: detail}. */
    @Override
    public String toString() {
        return detail.isEmpty() ? code.id() : code.id() + ": " + detail;
    }
}
