package dev.gatehouse.engine.unpack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Mails made from others by what breaks mails: lines lost, doubled, swapped, broken, ended otherwise, bytes changed. */
final class MailMutations {

    private static final String[] PIECES = {
        "--b\n",
        "--b--\n",
        "\n",
        " \n",
        "From x Mon Jan  1 00:00:00 2026\n",
        "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Type: message/rfc822\n",
        "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: quoted-printable\n",
        "begin 644 x\n",
        "=ybegin line=128 size=5 name=x\n",
        "(This file must be converted with BinHex 4.0)\n:"
    };

    private MailMutations() {}

    static String of(String mail, Random random) {
        List<String> lines = new ArrayList<>(List.of(mail.split("(?<=\n)", -1)));
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !lines.isEmpty(); i++) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(9)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
                case 3 -> lines.set(at, line.replace("\n", "\r"));
                case 4 -> lines.set(at, line.replace("\n", "\r\n"));
                case 5 -> lines.add(at, PIECES[random.nextInt(PIECES.length)]);
                case 6 -> lines.set(at, changed(line, random));
                case 7 -> lines.set(at, line.substring(random.nextInt(line.length() + 1)));
                default -> lines.set(at, ' ' + line);
            }
        }
        return String.join("", lines);
    }

    private static String changed(String line, Random random) {
        if (line.isEmpty()) {
            return "\0";
        }
        int at = random.nextInt(line.length());
        return line.substring(0, at) + (char) random.nextInt(256) + line.substring(at + 1);
    }
}
