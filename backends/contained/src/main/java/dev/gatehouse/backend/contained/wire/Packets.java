package dev.gatehouse.backend.contained.wire;

import dev.gatehouse.backend.contained.wire.FromChild.Found;
import dev.gatehouse.backend.contained.wire.FromChild.HealthIs;
import dev.gatehouse.backend.contained.wire.FromChild.IdentityIs;
import dev.gatehouse.backend.contained.wire.FromChild.Judged;
import dev.gatehouse.backend.contained.wire.FromChild.Ready;
import dev.gatehouse.backend.contained.wire.FromChild.Refused;
import dev.gatehouse.backend.contained.wire.FromChild.WantBytes;
import dev.gatehouse.backend.contained.wire.FromChild.WantContainer;
import dev.gatehouse.backend.contained.wire.FromChild.WantDigest;
import dev.gatehouse.backend.contained.wire.FromChild.WantNames;
import dev.gatehouse.backend.contained.wire.ToChild.Bytes;
import dev.gatehouse.backend.contained.wire.ToChild.Cancel;
import dev.gatehouse.backend.contained.wire.ToChild.Container;
import dev.gatehouse.backend.contained.wire.ToChild.Digest;
import dev.gatehouse.backend.contained.wire.ToChild.Names;
import dev.gatehouse.backend.contained.wire.ToChild.Open;
import dev.gatehouse.backend.contained.wire.ToChild.Scan;
import dev.gatehouse.backend.contained.wire.ToChild.TellHealth;
import dev.gatehouse.backend.contained.wire.ToChild.TellIdentity;
import dev.gatehouse.backend.contained.wire.ToChild.Unreadable;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Messages as bytes. A packet begins with a byte that names the message; its fields follow in the order of the record:
 * numbers as eight bytes, big-endian, constants as their ordinal number, text and lists with their length in four bytes.
 * Both ends are always of one version, that of the jar that holds them.
 */
public final class Packets {

    /** The most bytes that a message has. */
    public static final int MOST_BYTES = 64 << 10;

    private static final int NAME_CHARS = 4096;
    private static final int TEXT_CHARS = 8192;

    private Packets() {}

    /**
     * A message to a child.
     *
     * @return nothing when it does not fit into a packet
     */
    public static Optional<byte[]> write(ToChild message) {
        return PacketWriter.fitting(() -> switch (message) {
            case Open open ->
                surroundings(
                        new PacketWriter(1)
                                .text(open.type())
                                .text(open.plugin())
                                .text(open.configuration().name())
                                .all(
                                        open.configuration().values().entrySet(),
                                        (to, entry) ->
                                                to.text(entry.getKey()).all(entry.getValue(), PacketWriter::text))
                                .number(open.windowBytes()),
                        open.surroundings());
            case Scan scan -> {
                PacketWriter to = new PacketWriter(2)
                        .number(scan.scan())
                        .flag(scan.allMatches())
                        .number(scan.nanos())
                        .flag(scan.opened());
                level(to, scan.part());
                yield to;
            }
            case Cancel cancel -> new PacketWriter(3).number(cancel.scan());
            case Digest digest -> new PacketWriter(4).number(digest.scan()).text(digest.digits());
            case Bytes bytes -> new PacketWriter(5).number(bytes.scan());
            case Unreadable unreadable ->
                new PacketWriter(6).number(unreadable.scan()).text(cut(unreadable.why(), TEXT_CHARS));
            case TellIdentity _ -> new PacketWriter(7);
            case TellHealth _ -> new PacketWriter(8);
            case Container container ->
                new PacketWriter(9).number(container.scan()).optional(container.level(), Packets::level);
            case Names names ->
                new PacketWriter(10)
                        .number(names.scan())
                        .all(names.names(), (to, name) -> to.text(cut(name, NAME_CHARS)));
        });
    }

    /**
     * A message to the gate.
     *
     * @return nothing when it does not fit into a packet
     */
    public static Optional<byte[]> write(FromChild message) {
        return PacketWriter.fitting(() -> switch (message) {
            case Ready ready ->
                identity(new PacketWriter(1), ready.identity())
                        .all(
                                ready.measures(),
                                (to, measured) -> to.constant(measured.measure())
                                        .flag(measured.holds())
                                        .text(cut(measured.detail(), NAME_CHARS)));
            case Refused refused -> new PacketWriter(2).text(cut(refused.why(), TEXT_CHARS));
            case Found found -> finding(new PacketWriter(3).number(found.scan()), found.finding());
            case Judged judged ->
                new PacketWriter(4)
                        .number(judged.scan())
                        .constant(judged.verdict())
                        .all(
                                judged.reasons(),
                                (to, reason) -> to.constant(reason.code()).text(cut(reason.detail(), NAME_CHARS)));
            case WantDigest want ->
                new PacketWriter(5).number(want.scan()).number(want.level()).constant(want.algorithm());
            case WantBytes want -> new PacketWriter(6).number(want.scan()).number(want.level());
            case IdentityIs is -> identity(new PacketWriter(7), is.identity());
            case WantContainer want -> new PacketWriter(9).number(want.scan()).number(want.level());
            case WantNames want -> new PacketWriter(10).number(want.scan()).number(want.level());
            case HealthIs is ->
                new PacketWriter(8)
                        .optional(
                                is.health() instanceof Health.Unavailable(String why)
                                        ? Optional.of(cut(why, TEXT_CHARS))
                                        : Optional.<String>empty(),
                                PacketWriter::text);
        });
    }

    /**
     * What the gate said.
     *
     * @throws NonsenseException if it is none of its messages
     */
    public static ToChild toChild(byte[] packet) throws NonsenseException {
        PacketReader from = new PacketReader(packet);
        int tag = from.tag();
        ToChild message = switch (tag) {
            case 1 ->
                new Open(
                        from.text(),
                        from.text(),
                        configuration(from),
                        from.below(Integer.MAX_VALUE),
                        surroundings(from));
            case 2 -> new Scan(from.number(), from.flag(), from.number(), from.flag(), level(from));
            case 3 -> new Cancel(from.number());
            case 4 -> new Digest(from.number(), from.text());
            case 5 -> new Bytes(from.number());
            case 6 -> new Unreadable(from.number(), from.text());
            case 7 -> new TellIdentity();
            case 8 -> new TellHealth();
            case 9 -> new Container(from.number(), from.optional(Packets::level));
            case 10 -> new Names(from.number(), from.all(PacketReader::text));
            default -> throw new NonsenseException("there is no message " + tag);
        };
        from.end();
        return message;
    }

    /**
     * What a child said.
     *
     * @throws NonsenseException if it is none of its messages
     */
    public static FromChild fromChild(byte[] packet) throws NonsenseException {
        PacketReader from = new PacketReader(packet);
        int tag = from.tag();
        FromChild message = switch (tag) {
            case 1 -> new Ready(identity(from), from.all(Packets::measured));
            case 2 -> new Refused(from.text());
            case 3 -> new Found(from.number(), finding(from));
            case 4 -> new Judged(from.number(), from.constant(FromChild.Verdict.values()), from.all(Packets::reason));
            case 5 ->
                new WantDigest(from.number(), from.below(Integer.MAX_VALUE), from.constant(DigestAlgorithm.values()));
            case 6 -> new WantBytes(from.number(), from.below(Integer.MAX_VALUE));
            case 9 -> new WantContainer(from.number(), from.below(Integer.MAX_VALUE));
            case 10 -> new WantNames(from.number(), from.below(Integer.MAX_VALUE));
            case 7 -> new IdentityIs(identity(from));
            case 8 ->
                new HealthIs(from.optional(PacketReader::text)
                        .<Health>map(Health.Unavailable::new)
                        .orElseGet(Health.Ready::new));
            default -> throw new NonsenseException("there is no message " + tag);
        };
        from.end();
        return message;
    }

    private static PacketWriter surroundings(PacketWriter to, Surroundings surroundings) {
        return to.flag(surroundings.fenced())
                .all(surroundings.readable(), PacketWriter::text)
                .text(surroundings.temporary())
                .text(surroundings.canary())
                .number(surroundings.process())
                .all(surroundings.namespaces(), PacketWriter::text)
                .number(surroundings.cpus())
                .number(surroundings.dataBytes());
    }

    private static Surroundings surroundings(PacketReader from) throws NonsenseException {
        return new Surroundings(
                from.flag(),
                from.all(PacketReader::text),
                from.text(),
                from.text(),
                from.number(),
                from.all(PacketReader::text),
                from.below(Integer.MAX_VALUE),
                from.number());
    }

    private static BackendConfiguration configuration(PacketReader from) throws NonsenseException {
        String name = from.text();
        Map<String, List<String>> values = new HashMap<>();
        for (Map.Entry<String, List<String>> entry :
                from.all(entry -> Map.entry(entry.text(), entry.all(PacketReader::text)))) {
            values.put(entry.getKey(), entry.getValue());
        }
        return new BackendConfiguration(name, values);
    }

    private static void level(PacketWriter to, Level level) {
        to.all(level.types(), (types, type) -> types.text(type.id())).number(level.size());
    }

    private static Level level(PacketReader from) throws NonsenseException {
        List<ContentType> types = from.all(Packets::type);
        long size = from.number();
        if (size < 0) {
            throw new NonsenseException("a size is negative");
        }
        return new Level(types, size);
    }

    private static ContentType type(PacketReader from) throws NonsenseException {
        String id = from.text();
        try {
            return new ContentType(id);
        } catch (IllegalArgumentException e) {
            throw new NonsenseException(String.valueOf(e.getMessage()));
        }
    }

    private static PacketWriter identity(PacketWriter to, BackendIdentity identity) {
        return to.text(cut(identity.vendor(), NAME_CHARS))
                .text(cut(identity.product(), NAME_CHARS))
                .text(cut(identity.engineVersion(), NAME_CHARS))
                .text(cut(identity.signatureVersion(), NAME_CHARS))
                .optional(
                        identity.signatureTime(),
                        (time, instant) -> time.number(instant.getEpochSecond()).number(instant.getNano()))
                .all(identity.capabilities(), PacketWriter::constant);
    }

    private static BackendIdentity identity(PacketReader from) throws NonsenseException {
        return new BackendIdentity(
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.optional(Packets::instant),
                new HashSet<>(from.all(each -> each.constant(Capability.values()))));
    }

    private static Instant instant(PacketReader from) throws NonsenseException {
        long second = from.number();
        int nano = from.below(1_000_000_000);
        try {
            return Instant.ofEpochSecond(second, nano);
        } catch (DateTimeException e) {
            throw new NonsenseException("there is no such time as " + second);
        }
    }

    private static Measured measured(PacketReader from) throws NonsenseException {
        return new Measured(from.constant(Measure.values()), from.flag(), from.text());
    }

    private static Reason reason(PacketReader from) throws NonsenseException {
        return new Reason(from.constant(ReasonCode.values()), from.text());
    }

    /** As much of a finding as a packet takes: the name first, then what is said of it, then where it matched. */
    private static PacketWriter finding(PacketWriter to, Finding finding) {
        to.text(cut(finding.name(), NAME_CHARS));
        Map<String, String> metadata = new LinkedHashMap<>();
        int budget = MOST_BYTES / 2;
        for (Map.Entry<String, String> entry : finding.metadata().entrySet()) {
            int cost = 4 * (entry.getKey().length() + entry.getValue().length()) + 2 * Integer.BYTES;
            if (cost <= budget) {
                budget -= cost;
                metadata.put(entry.getKey(), entry.getValue());
            }
        }
        to.all(
                metadata.entrySet(),
                (entries, entry) -> entries.text(entry.getKey()).text(entry.getValue()));
        int room = to.room() - Integer.BYTES;
        int fitting = 0;
        for (Occurrence occurrence : finding.occurrences()) {
            room -= 4 * occurrence.pattern().length() + Integer.BYTES + 2 * Long.BYTES + 1;
            if (room < 0) {
                break;
            }
            fitting++;
        }
        return to.all(
                finding.occurrences().subList(0, fitting),
                (each, occurrence) -> each.text(occurrence.pattern())
                        .number(occurrence.offset())
                        .optional(
                                occurrence.length().isPresent()
                                        ? Optional.of(occurrence.length().getAsLong())
                                        : Optional.<Long>empty(),
                                PacketWriter::number));
    }

    private static Finding finding(PacketReader from) throws NonsenseException {
        String name = from.text();
        if (name.isEmpty()) {
            throw new NonsenseException("a finding has no name");
        }
        Map<String, String> metadata = new HashMap<>();
        for (Map.Entry<String, String> entry : from.all(each -> Map.entry(each.text(), each.text()))) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        return new Finding(name, from.all(Packets::occurrence), metadata);
    }

    private static Occurrence occurrence(PacketReader from) throws NonsenseException {
        String pattern = from.text();
        long offset = from.number();
        Optional<Long> length = from.optional(PacketReader::number);
        if (offset < 0 || length.orElse(0L) < 0) {
            throw new NonsenseException("a place is negative");
        }
        return new Occurrence(
                pattern, offset, length.isPresent() ? OptionalLong.of(length.get()) : OptionalLong.empty());
    }

    private static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars);
    }
}
