package dev.gatehouse.backend.contained.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Occurrence;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PacketsTest {

    private static final List<FromChild> FROM_CHILD = List.of(
            new FromChild.Ready(
                    new BackendIdentity("v", "p", "1", "2", Optional.of(Instant.EPOCH), Set.of(Capability.UNPACKS)),
                    List.of(new Measured(Measure.CPU, true, "all"))),
            new FromChild.Refused("no"),
            new FromChild.Found(
                    7, new Finding("A", List.of(new Occurrence("$a", 3, OptionalLong.of(4))), Map.of("k", "v"))),
            new FromChild.Judged(7, FromChild.Verdict.INCOMPLETE, List.of(new Reason(ReasonCode.LIMIT_TIME, "slow"))),
            new FromChild.WantDigest(7, 1, DigestAlgorithm.MD5),
            new FromChild.WantBytes(7, 2),
            new FromChild.WantContainer(7, 0),
            new FromChild.WantNames(7, 0),
            new FromChild.IdentityIs(new BackendIdentity("v", "p", "1", "2", Optional.empty(), Set.of())),
            new FromChild.HealthIs(new Health.Unavailable("ill")));

    private static final List<ToChild> TO_CHILD = List.of(
            new ToChild.Open(
                    "t",
                    "",
                    new BackendConfiguration("n", Map.of("k", List.of("a", "b"))),
                    9,
                    new Surroundings(true, List.of("/r"), "/t", "/c", 5, List.of("pid:[1]"), 2, 3)),
            new ToChild.Scan(1, true, 2, false, new Level(List.of(ContentType.ZIP), 10)),
            new ToChild.Cancel(1),
            new ToChild.Digest(1, "00ff"),
            new ToChild.Bytes(1),
            new ToChild.Container(1, Optional.of(new Level(List.of(ContentType.PE), 3))),
            new ToChild.Names(1, List.of("a", "\u00e9")),
            new ToChild.Unreadable(1, "gone"),
            new ToChild.TellIdentity(),
            new ToChild.TellHealth());

    @Test
    void whatIsWrittenIsRead() throws NonsenseException {
        for (FromChild message : FROM_CHILD) {
            assertThat(Packets.fromChild(Packets.write(message).orElseThrow())).isEqualTo(message);
        }
        for (ToChild message : TO_CHILD) {
            assertThat(Packets.toChild(Packets.write(message).orElseThrow())).isEqualTo(message);
        }
    }

    @Test
    void everyCutOfAMessageIsNonsense() {
        for (FromChild message : FROM_CHILD) {
            byte[] whole = Packets.write(message).orElseThrow();
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> Packets.fromChild(cut)).isInstanceOf(NonsenseException.class);
            }
            assertThatThrownBy(() -> Packets.fromChild(Arrays.copyOf(whole, whole.length + 1)))
                    .isInstanceOf(NonsenseException.class);
        }
    }

    @Property(tries = 3000)
    void nothingThatAChildSaysThrowsAnythingElse(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] packet =
                Packets.write(FROM_CHILD.get(random.nextInt(FROM_CHILD.size()))).orElseThrow();
        for (int i = 0; i < 3; i++) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
        try {
            assertThat(Packets.fromChild(packet)).isNotNull();
        } catch (NonsenseException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void aFindingOfVeryManyPlacesArrivesWithThoseThatFit() throws NonsenseException {
        List<Occurrence> places = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            places.add(new Occurrence("$a", i, OptionalLong.of(1)));
        }
        Finding finding = new Finding("n".repeat(9000), places, Map.of("k", "v".repeat(20_000), "small", "v"));
        byte[] packet = Packets.write(new FromChild.Found(1, finding)).orElseThrow();
        assertThat(Packets.fromChild(packet)).isInstanceOfSatisfying(FromChild.Found.class, found -> {
            assertThat(found.finding().name()).hasSize(4096);
            assertThat(found.finding().metadata()).containsExactly(Map.entry("small", "v"));
            assertThat(found.finding().occurrences())
                    .hasSizeGreaterThan(1000)
                    .isEqualTo(places.subList(0, found.finding().occurrences().size()));
        });
    }

    @Test
    void aMessageThatDoesNotFitIsNotWritten() {
        assertThat(Packets.write(new ToChild.Digest(1, "0".repeat(Packets.MOST_BYTES))))
                .isEmpty();
    }
}
