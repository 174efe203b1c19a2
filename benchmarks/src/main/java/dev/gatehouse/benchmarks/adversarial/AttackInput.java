package dev.gatehouse.benchmarks.adversarial;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes adversarial input against the patterns of one database. Deterministic. */
public final class AttackInput {

    private static final int SECTIONS = 96;
    private static final int ANCHOR_BYTES = 11;
    private static final int JUMP_BYTES = 140;

    private final List<PatternParts> patterns;
    private final List<PatternParts> gapped;
    private final List<PatternParts> alternating;

    /**
     * Input against a database.
     *
     * @param lines the lines of its {@code .ndb} file
     * @throws IllegalArgumentException if no pattern has a gap, or none has alternatives: some attacks need them
     */
    public AttackInput(List<String> lines) {
        patterns = lines.stream()
                .map(PatternParts::of)
                .filter(parts -> !parts.runs().isEmpty())
                .toList();
        gapped = patterns.stream()
                .filter(parts -> parts.hasGap() && parts.runs().size() >= 2)
                .toList();
        alternating = patterns.stream()
                .filter(parts -> parts.hasAlternatives() && parts.runs().size() >= 2)
                .toList();
        if (gapped.isEmpty() || alternating.isEmpty()) {
            throw new IllegalArgumentException("the database has too few patterns with gaps and alternatives");
        }
    }

    /** So many bytes of an attack. */
    public byte[] bytes(Attack attack, int size) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom")
                .create(attack.name().hashCode());
        return switch (attack) {
            case ZEROS -> new byte[size];
            case ONE_BYTE -> filled(size, new byte[] {(byte) 0xcc});
            case SHORT_PERIOD -> filled(size, new byte[] {(byte) 0x8b, 0x45, (byte) 0xfc});
            case ANCHORS -> joined(size, random, patterns, parts -> slice(parts.longest(), ANCHOR_BYTES, random));
            case SHORT_ANCHORS ->
                joined(size, random, patterns, parts -> slice(parts.longest(), 2 + random.nextInt(3), random));
            case SHARED_GRAM -> filled(size, mostShared());
            case PREFIXES ->
                joined(size, random, patterns, parts -> Arrays.copyOf(parts.longest(), parts.longest().length - 1));
            case NEAR_MISSES -> joined(size, random, patterns, parts -> changedInTheMiddle(parts.longest()));
            case FIRST_HALVES ->
                joined(size, random, gapped, parts -> parts.runs().getFirst());
            case SECOND_HALVES ->
                joined(size, random, gapped, parts -> parts.runs().getLast());
            case ONE_FIRST_HALF -> filled(size, gapped.getFirst().runs().getFirst());
            case DEEP_JUMPS -> joined(size, random, gapped, AttackInput::pulledApart);
            case ALTERNATIVES -> joined(size, random, alternating, AttackInput::withWrongByteBetween);
            case MANY_SECTIONS -> program(size, random);
            case MATCHES -> joined(size, random, patterns, PatternParts::longest);
        };
    }

    /** Makes a few bytes of a pattern. */
    @FunctionalInterface
    private interface Part {
        byte[] of(PatternParts parts);
    }

    private static byte[] joined(int size, RandomGenerator random, List<PatternParts> choice, Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size + 1024);
        while (bytes.size() < size) {
            bytes.writeBytes(part.of(choice.get(random.nextInt(choice.size()))));
        }
        return Arrays.copyOf(bytes.toByteArray(), size);
    }

    private static byte[] filled(int size, byte[] period) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = period[i % period.length];
        }
        return bytes;
    }

    private static byte[] slice(byte[] run, int length, RandomGenerator random) {
        int at = random.nextInt(Math.max(1, run.length - length + 1));
        return Arrays.copyOfRange(run, at, Math.min(run.length, at + length));
    }

    private static byte[] changedInTheMiddle(byte[] run) {
        byte[] changed = run.clone();
        changed[run.length / 2] ^= 0x15;
        return changed;
    }

    private static byte[] pulledApart(PatternParts parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] run : parts.runs()) {
            bytes.writeBytes(run);
            bytes.writeBytes(new byte[JUMP_BYTES]);
        }
        return bytes.toByteArray();
    }

    private static byte[] withWrongByteBetween(PatternParts parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] run : parts.runs()) {
            bytes.writeBytes(run);
            bytes.write(0x7f);
        }
        return bytes.toByteArray();
    }

    private byte[] mostShared() {
        Map<Integer, Integer> counts = new HashMap<>();
        for (PatternParts parts : patterns) {
            byte[] run = parts.longest();
            for (int i = 0; i + Integer.BYTES <= run.length; i++) {
                counts.merge(ByteBuffer.wrap(run).getInt(i), 1, Integer::sum);
            }
        }
        int gram = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most || (entry.getValue() == most && entry.getKey() < gram)) {
                most = entry.getValue();
                gram = entry.getKey();
            }
        }
        return ByteBuffer.allocate(Integer.BYTES).putInt(gram).array();
    }

    /** A program as the PE format's section 3 lays it out; all its sections are the whole file. */
    private byte[] program(int size, RandomGenerator random) {
        ByteBuffer program = ByteBuffer.wrap(
                        joined(size, random, patterns, parts -> slice(parts.longest(), 64, random)))
                .order(ByteOrder.LITTLE_ENDIAN);
        program.put(0, new byte[1024 + SECTIONS * 40]);
        program.putShort(0, (short) 0x5a4d);
        program.putInt(0x3c, 0x80);
        int header = 0x80;
        program.putInt(header, 0x4550);
        program.putShort(header + 4, (short) 0x14c);
        program.putShort(header + 6, (short) SECTIONS);
        program.putShort(header + 20, (short) 0xe0);
        program.putShort(header + 22, (short) 0x102);
        int optional = header + 24;
        program.putShort(optional, (short) 0x10b);
        program.putInt(optional + 16, 0x1000);
        program.putInt(optional + 28, 0x400000);
        program.putInt(optional + 32, 0x1000);
        program.putInt(optional + 36, 0x200);
        program.putInt(optional + 56, SECTIONS * size);
        program.putInt(optional + 60, 0x1200);
        program.putInt(optional + 92, 16);
        for (int i = 0; i < SECTIONS; i++) {
            int section = optional + 0xe0 + 40 * i;
            program.put(section, (".s" + i).getBytes(StandardCharsets.US_ASCII));
            program.putInt(section + 8, size);
            program.putInt(section + 12, 0x1000);
            program.putInt(section + 16, size);
            program.putInt(section + 20, 0);
            program.putInt(section + 36, 0x60000020);
        }
        return program.array();
    }
}
