package dev.gatehouse.engine.unpack;

import java.nio.charset.StandardCharsets;

/** The test file that every scanner knows, put together only when a test runs. */
final class Eicar {

    private Eicar() {}

    static String text() {
        return "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE" + "!$H+H*";
    }

    static byte[] bytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }
}
