package dev.gatehouse.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Commands and replies, byte for byte as {@code mfdef.h} has them. */
class CodecTest {

    @Property(tries = 300)
    void readsWhatAnMtaWrites(@ForAll("texts") String one, @ForAll("texts") String two, @ForAll byte[] bytes)
            throws ProtocolException {
        assertThat(read('L', Mta.texts(one, two))).isEqualTo(new Command.Header(one, two));
        assertThat(read('M', Mta.texts(one, two, one))).isEqualTo(new Command.Mail(one, List.of(two, one)));
        assertThat(read('R', Mta.texts(one))).isEqualTo(new Command.Recipient(one, List.of()));
        assertThat(read('H', Mta.texts(one))).isEqualTo(new Command.Helo(one));
        assertThat(read('U', Mta.texts(one))).isEqualTo(new Command.UnknownSmtp(one));
        assertThat(read('D', Mails.bytes("M" + one + "\0" + two + "\0")))
                .isEqualTo(new Command.Macros((byte) 'M', Map.of(one, two)));
        assertThat(read('C', Mails.bytes(one + "\0004\0\031" + two + "\0"))).isEqualTo(new Command.Connect(one, two));
        assertThat(read('C', Mails.bytes(one + "\0U"))).isEqualTo(new Command.Connect(one, ""));
        assertThat(read('B', bytes)).isEqualTo(new Command.Body(ByteBuffer.wrap(bytes)));
        assertThat(read('E', bytes)).isEqualTo(new Command.EndOfMessage(ByteBuffer.wrap(bytes)));
    }

    @Property(tries = 2000)
    void whateverComesIsACommandOrBreaksTheRules(@ForAll byte letter, @ForAll byte[] data) {
        try {
            assertThat(CommandReader.read(new Frame(letter, ByteBuffer.wrap(data))))
                    .isNotNull();
        } catch (ProtocolException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\1', '\u00ff').ofMaxLength(300);
    }

    @Example
    void writesWhatAnMtaReads() {
        assertThat(written(new Reply.Negotiated(new Agreement(6, 0x11, 0x1ff))))
                .isEqualTo("\0\0\0\15O\0\0\0\6\0\0\0\21\0\0\1\u00ff");
        assertThat(written(new Reply.Continue())).isEqualTo("\0\0\0\1c");
        assertThat(written(new Reply.Skip())).isEqualTo("\0\0\0\1s");
        assertThat(written(new Reply.Progress())).isEqualTo("\0\0\0\1p");
        assertThat(written(new Reply.Discard())).isEqualTo("\0\0\0\1d");
        assertThat(written(new Reply.TemporaryFailure())).isEqualTo("\0\0\0\1t");
        assertThat(written(new Reply.Quarantine("why"))).isEqualTo("\0\0\0\5qwhy\0");
        assertThat(written(new Reply.AddHeader("X", " y"))).isEqualTo("\0\0\0\6hX\0 y\0");
        assertThat(written(new Reply.DeleteHeader(258, "X"))).isEqualTo("\0\0\0\10m\0\0\1\2X\0\0");
        assertThat(written(new Reply.Answer(550, "5.7.1", "100%"))).isEqualTo("\0\0\0\21y550 5.7.1 100%%\0");
    }

    @Property(tries = 500)
    void noNameBreaksAReplysLine(@ForAll String name) {
        String text = MilterSettings.DEFAULT.rejectText().with(name);
        assertThat(text).matches("Message rejected: [ -~]* found").hasSizeLessThan(400);
    }

    @Example
    void tellsWhatATextMayNotBe() {
        for (String wrong : List.of("", "two\nlines", "\u00e4", "x".repeat(281), "{what}", "{name", "tab\t")) {
            assertThatThrownBy(() -> new ReplyText(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void knowsWhoIsExempt() {
        Exemptions exempt = Exemptions.of(List.of("abuse@example.test", "@Lab.test", "other.test"));
        for (String yes : List.of("<Abuse@Example.test>", "x@lab.TEST", "<y@other.test>")) {
            assertThat(exempt.covers(yes)).as(yes).isTrue();
        }
        for (String no : List.of(
                "<bob@example.test>",
                "<x@sub.lab.test>",
                "<bob%example.test@lab.test>",
                "<example.test!bob@lab.test>",
                "<@lab.test,@lab.test:bob@example.test>",
                "<\"bob@example.test\"@lab.test>",
                "<@lab.test>",
                "<>",
                "",
                "abuse",
                "<bob@example.test@lab.test>",
                "<\u00e4@lab.test>")) {
            assertThat(exempt.covers(no)).as(no).isFalse();
        }
        assertThatThrownBy(() -> Exemptions.of(List.of("a b@c"))).hasMessageContaining("neither");
        assertThatThrownBy(() -> Exemptions.of(List.of("<a@b.c>"))).hasMessageContaining("neither");
    }

    private static Command read(char letter, byte[] data) throws ProtocolException {
        return CommandReader.read(new Frame((byte) letter, ByteBuffer.wrap(data)));
    }

    private static String written(Reply reply) {
        ByteBuffer frame = reply.frame();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return Mails.text(bytes);
    }
}
