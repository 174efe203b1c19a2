package dev.gatehouse.gateway.milter;

import java.net.ProtocolException;

/**
 * What both sides agreed on: of all that the MTA offers, no more than is needed. The bits are those of {@code mfdef.h};
 * an MTA of protocol 2 offers no more than {@code 0x7f} of the steps, and so wants an answer to each that it sends.
 *
 * @param version of the protocol
 * @param actions {@code SMFIF_}: what the filter may do
 * @param steps {@code SMFIP_}: what the MTA does not send, does not want answered, or does otherwise
 */
record Agreement(int version, int actions, int steps) {

    static final int ADD_HEADERS = 0x01;
    static final int CHANGE_HEADERS = 0x10;
    static final int QUARANTINE = 0x20;

    static final int NO_HELO = 0x02;
    static final int NO_MAIL = 0x04;
    static final int NO_RECIPIENTS = 0x08;
    static final int NO_END_OF_HEADERS = 0x40;
    static final int NO_UNKNOWN = 0x100;
    static final int NO_DATA = 0x200;
    static final int SKIP = 0x400;

    static final int SILENT_HEADER = 0x80;
    static final int SILENT_CONNECT = 0x1000;
    static final int SILENT_HELO = 0x2000;
    static final int SILENT_MAIL = 0x4000;
    static final int SILENT_RECIPIENT = 0x8000;
    static final int SILENT_DATA = 0x10000;
    static final int SILENT_UNKNOWN = 0x20000;
    static final int SILENT_END_OF_HEADERS = 0x40000;
    static final int SILENT_BODY = 0x80000;
    static final int LEADING_SPACE = 0x100000;

    private static final int LEAST_VERSION = 2;
    private static final int MOST_VERSION = 6;

    private static final int ALWAYS = NO_HELO
            | NO_END_OF_HEADERS
            | NO_UNKNOWN
            | NO_DATA
            | SILENT_HEADER
            | SILENT_CONNECT
            | SILENT_HELO
            | SILENT_MAIL
            | SILENT_RECIPIENT
            | SILENT_DATA
            | SILENT_UNKNOWN
            | SILENT_END_OF_HEADERS
            | LEADING_SPACE;

    /**
     * Chooses from an offer.
     *
     * @throws ProtocolException if the MTA does not offer what must be had; it is better not to serve it at all
     */
    static Agreement on(Command.Negotiate offer, MilterSettings settings) throws ProtocolException {
        if (offer.version() < LEAST_VERSION) {
            throw new ProtocolException("the MTA speaks protocol " + offer.version() + ", which is too old");
        }
        int actions = ADD_HEADERS | CHANGE_HEADERS | (settings.quarantines() ? QUARANTINE : 0);
        if ((offer.actions() & actions) != actions) {
            throw new ProtocolException(
                    "the MTA allows the actions 0x%x; 0x%x are needed".formatted(offer.actions(), actions));
        }
        int steps = ALWAYS;
        if (settings.exempt().isEmpty()) {
            steps |= NO_MAIL | NO_RECIPIENTS;
        }
        // to be spared the rest of a body is worth an answer to each piece of it, and cannot be had without
        steps |= (offer.steps() & SKIP) != 0 ? SKIP : SILENT_BODY;
        return new Agreement(Math.min(MOST_VERSION, offer.version()), actions, offer.steps() & steps);
    }

    /** Whether all these steps were agreed on. */
    boolean has(int wanted) {
        return (steps & wanted) == wanted;
    }
}
