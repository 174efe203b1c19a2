package dev.gatehouse.gateway.clamd;

/**
 * What is said of one subject.
 *
 * @param action what it tells the client to do
 * @param text behind the subject: {@code OK}, {@code Eicar FOUND}, {@code Not scanned (busy) ERROR}
 */
record Answer(ClamdAction action, String text) {

    static final Answer OK = new Answer(ClamdAction.OK, "OK");

    /** Something went wrong, in clamd's words. */
    static Answer error(String message) {
        return new Answer(ClamdAction.ERROR, message + " ERROR");
    }

    /** Whether it says that something is there. */
    boolean found() {
        return action == ClamdAction.FOUND || action == ClamdAction.BLOCK;
    }
}
