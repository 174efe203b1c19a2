package dev.gatehouse.engine.unpack;

/**
 * The streams of a saved mail, named after the property that each holds: its number, then its type, 001F for UTF-16,
 * 001E for 8-bit text, 0102 for bytes. [MS-OXMSG] 2.1.3; numbers from [MS-OXPROPS]. Names are in lower case.
 */
final class OutlookStreams {

    static final String LONG_FILE_NAME = "__substg1.0_3707001";
    static final String SHORT_FILE_NAME = "__substg1.0_3704001";
    static final String ATTACHMENT = "__substg1.0_37010102";
    static final String COMPRESSED_RTF = "__substg1.0_10090102";
    static final String BODY = "__substg1.0_1000001f";
    static final String HTML_BODY = "__substg1.0_1013001f";

    /** The end of the name of a property in UTF-16. */
    static final String UTF_16 = "001f";

    private OutlookStreams() {}
}
