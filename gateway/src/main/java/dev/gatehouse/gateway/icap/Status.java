package dev.gatehouse.gateway.icap;

/** What an answer says, RFC 3507 section 4.3.3; 206 is draft-icap-ext-partial-content. */
enum Status {
    CONTINUE(100, "Continue"),
    OK(200, "OK"),
    NO_MODIFICATION(204, "No Modification Needed"),
    PARTIAL_CONTENT(206, "Partial Content"),
    BAD_REQUEST(400, "Bad Request"),
    NOT_FOUND(404, "ICAP Service Not Found"),
    NOT_ALLOWED(405, "Method Not Allowed For Service"),
    TOO_LARGE(413, "Request Entity Too Large"),
    SERVER_ERROR(500, "Server Error"),
    NOT_IMPLEMENTED(501, "Method Not Implemented"),
    OVERLOADED(503, "Service Overloaded"),
    BAD_VERSION(505, "ICAP Version Not Supported");

    private final int code;
    private final String line;

    Status(int code, String words) {
        this.code = code;
        this.line = "ICAP/1.0 " + code + " " + words;
    }

    int code() {
        return code;
    }

    /** The first line of an answer, without its end. */
    String line() {
        return line;
    }
}
