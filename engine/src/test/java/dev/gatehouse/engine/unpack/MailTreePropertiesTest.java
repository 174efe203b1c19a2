package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.BasicBodyFactory;
import org.apache.james.mime4j.message.BodyPart;
import org.apache.james.mime4j.message.BodyPartBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.message.MultipartBuilder;

/** Generated trees of parts, written by mime4j's writer and read back. */
class MailTreePropertiesTest {

    private static final String[] ENCODINGS = {"base64", "quoted-printable", "8bit"};
    private static final int MOST_LEVELS = 4;

    @Property(tries = 150)
    void everyLeafComesBackToTheByte(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> leaves = new ArrayList<>();
        Message message = Message.Builder.of()
                .setSubject("generated")
                .setDate(new Date(0))
                .setBody(multipart(random, leaves, 1).build())
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DefaultMessageWriter().writeMessage(message, out);

        List<byte[]> read = Mails.leaves(out.toByteArray());

        for (byte[] leaf : leaves) {
            assertThat(read).as(() -> "of\n" + out).anyMatch(part -> Arrays.equals(part, leaf));
        }
    }

    private static MultipartBuilder multipart(Random random, List<byte[]> leaves, int level) throws IOException {
        MultipartBuilder multipart = MultipartBuilder.create("mixed");
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            if (level < MOST_LEVELS && random.nextInt(3) == 0) {
                multipart.addBodyPart(BodyPartBuilder.create()
                        .setBody(multipart(random, leaves, level + 1).build())
                        .build());
            } else {
                multipart.addBodyPart(leaf(random, leaves));
            }
        }
        return multipart;
    }

    private static BodyPart leaf(Random random, List<byte[]> leaves)
            throws IOException {
        String encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
        byte[] data = new byte[1 + random.nextInt(3000)];
        random.nextBytes(data);
        if (encoding.equals("8bit")) {
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (data[i] < ' ' ? random.nextInt(20) == 0 ? '\n' : 'x' : data[i]);
            }
        }
        leaves.add(data);
        return BodyPartBuilder.create()
                .setBody(BasicBodyFactory.INSTANCE.binaryBody(data))
                .setContentType("application/octet-stream")
                .setContentTransferEncoding(encoding)
                .setContentDisposition("attachment", "f" + leaves.size() + ".bin")
                .build();
    }
}
