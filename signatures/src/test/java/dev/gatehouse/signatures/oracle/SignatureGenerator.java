package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.signatures.SourceSummary;
import dev.gatehouse.signatures.executable.ExecutableLayout;
import dev.gatehouse.signatures.executable.ExecutableLayout.Section;
import dev.gatehouse.signatures.executable.ExecutableReader;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.Signature;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Makes files, and signatures for places in them, the same for the same seed. About two thirds of the signatures fit
 * their place; the others miss it by a byte, a distance or a digit.
 */
public final class SignatureGenerator {

    private static final int PHRASES = 6;
    private static final int PADDING = 64;
    private static final String[] WORDS = {
        " word ",
        "<tag>",
        "\r\nline\r\n",
        "\nfeed\n",
        "a.b@c-d/e",
        "'quoted'",
        "\"text\"",
        "x=y",
        "_under_score_",
        "A1b2C3"
    };

    private final Random random;
    private final String name;
    private final boolean padded;

    /**
     * A generator for one batch.
     *
     * @param name the batch's name, which its signatures' names begin with
     * @param padded whether the files have bytes that no signature is made for at both ends; only then are there
     *     alternatives of different lengths, because clamscan reads past a file's ends with those
     */
    public SignatureGenerator(long seed, String name, boolean padded) {
        this.random = new Random(seed);
        this.name = name;
        this.padded = padded;
    }

    /** Small files of no known type and programs, and signatures of every kind. */
    public OracleBatch programs(int bodySignatures) throws IOException {
        List<byte[]> phrases = phrases();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            files.put("plain-" + i, plain(60 + 2 * PADDING + random.nextInt(i < 2 ? 40 : 2000), phrases));
        }
        for (int i = 0; i < 6; i++) {
            byte[] file = plain(0x600 + random.nextInt(0x900), phrases);
            ProgramFiles.writeRandomPe(file, random);
            files.put("pe-" + i, file);
        }
        for (int i = 0; i < 4; i++) {
            byte[] file = plain(0x800 + random.nextInt(0x400), phrases);
            ProgramFiles.writeRandomElf(file, random);
            files.put("elf-" + i, file);
        }
        for (int i = 0; i < 3; i++) {
            byte[] file = plain(0x900 + random.nextInt(0x400), phrases);
            ProgramFiles.writeRandomMachO(file, random);
            files.put("macho-" + i, file);
        }
        return batch(files, bodySignatures);
    }

    /** Programs in whose headers a few bytes are wrong. */
    public OracleBatch damagedPrograms(int bodySignatures) throws IOException {
        List<byte[]> phrases = phrases();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 36; i++) {
            byte[] file = plain(0x800 + random.nextInt(0x900), phrases);
            int headers = switch (i % 3) {
                case 0 -> {
                    ProgramFiles.writeRandomPe(file, random);
                    yield 0x230;
                }
                case 1 -> {
                    ProgramFiles.writeRandomElf(file, random);
                    yield 0x100;
                }
                default -> {
                    ProgramFiles.writeRandomMachO(file, random);
                    yield 0x180;
                }
            };
            int damages = 1 + random.nextInt(4);
            for (int j = 0; j < damages; j++) {
                int place = (i % 3 == 0 ? 0x80 : 4) + random.nextInt(headers - 0x80);
                file[place] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (file[place] + 1);
            }
            files.put("damaged-" + i, file);
        }
        return batch(files, bodySignatures);
    }

    /** Files longer than the windows that clamscan reads, with signatures for places around the windows' borders. */
    public OracleBatch largeFiles(int bodySignatures) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 2; i++) {
            files.put("large-" + i, plain(270_000 + random.nextInt(100_000), phrases()));
        }
        return batch(files, bodySignatures);
    }

    private OracleBatch batch(Map<String, byte[]> files, int bodySignatures) throws IOException {
        Map<String, String> databases = new LinkedHashMap<>();
        databases.put(name + ".ndb", bodies(files, bodySignatures));
        databases.put(name + ".hdb", digests(files, "MD5"));
        databases.put(name + ".hsb", digests(files, random.nextBoolean() ? "SHA-1" : "SHA-256"));
        databases.put(name + ".mdb", sections(files, "MD5"));
        databases.put(name + ".msb", sections(files, random.nextBoolean() ? "SHA-1" : "SHA-256"));
        databases.put(name + ".fp", trusted(files));
        databases.values().removeIf(String::isEmpty);
        return new OracleBatch(name, databases, files);
    }

    private List<byte[]> phrases() {
        List<byte[]> phrases = new ArrayList<>();
        for (int i = 0; i < PHRASES; i++) {
            byte[] phrase = new byte[24 + random.nextInt(40)];
            random.nextBytes(phrase);
            byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(word, 0, phrase, random.nextInt(phrase.length - word.length), word.length);
            phrases.add(phrase);
        }
        return phrases;
    }

    /** Random bytes with phrases and words in them, that begin like no file of a known type. */
    private byte[] plain(int size, List<byte[]> phrases) {
        byte[] file = new byte[size];
        random.nextBytes(file);
        for (int i = 0; i < size / 150; i++) {
            put(file, phrases.get(random.nextInt(phrases.size())));
            put(file, WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.ISO_8859_1));
        }
        if (padded) {
            Arrays.fill(file, 0, PADDING, (byte) 0xee);
            Arrays.fill(file, size - PADDING, size, (byte) 0xee);
        }
        file[0] = 1;
        file[1] = (byte) 0x80;
        file[2] = 0;
        file[3] = 2;
        return file;
    }

    private void put(byte[] file, byte[] bytes) {
        if (file.length > bytes.length) {
            System.arraycopy(bytes, 0, file, random.nextInt(file.length - bytes.length), bytes.length);
        }
    }

    private String bodies(Map<String, byte[]> files, int count) throws IOException {
        List<byte[]> contents = new ArrayList<>(files.values());
        StringBuilder lines = new StringBuilder();
        int made = 0;
        while (made < count) {
            byte[] file = contents.get(random.nextInt(contents.size()));
            String line = bodyLine(file, name + ".Body-" + made);
            if (isFairToClamscan(line, contents)) {
                lines.append(line).append('\n');
                made++;
            }
        }
        return lines.toString();
    }

    private static boolean isFairToClamscan(String line, List<byte[]> files) throws IOException {
        List<Signature> signatures = new ArrayList<>();
        SourceSummary summary = SignatureSources.text("one.ndb", line + "\n").read(signatures::add);
        return summary.isComplete()
                && signatures.size() == 1
                && !ClamscanOddities.isTouchedBy((BodySignature) signatures.getFirst(), files);
    }

    private String bodyLine(byte[] file, String signature) throws IOException {
        int edge = padded ? PADDING : 0;
        int room = file.length - 2 * edge - 40;
        int place = switch (random.nextInt(8)) {
            case 0 -> edge + random.nextInt(8);
            case 1 -> file.length - edge - 8 - random.nextInt(30);
            case 2 -> file.length > 200_000 ? 131_072 * (1 + random.nextInt(2)) - random.nextInt(30) : edge;
            default -> edge + random.nextInt(room);
        };
        String pattern = new PatternWriter(random, file, padded).write(place);
        Set<Target> targets = FileTargets.of(file);
        Target target = List.copyOf(targets).get(random.nextInt(targets.size()));
        String offset = target.isProgram() && random.nextBoolean()
                ? programOffset(file, place).orElse("*")
                : offset(file, place);
        return signature + ":" + target.number() + ":" + offset + ":" + pattern;
    }

    private String offset(byte[] file, int place) {
        int slip = random.nextInt(5) == 0 ? 1 : 0;
        int shift = random.nextInt(20);
        return switch (random.nextInt(8)) {
            case 0 -> Integer.toString(place + slip);
            case 1 -> Math.max(0, place - shift - slip) + "," + shift;
            case 2 -> "EOF-" + (file.length - place + slip);
            case 3 -> "EOF-" + (file.length - place + shift + slip) + "," + shift;
            default -> "*";
        };
    }

    private Optional<String> programOffset(byte[] file, int place) throws IOException {
        Optional<ExecutableLayout> read = ExecutableReader.read(new ArraySource(file));
        if (read.isEmpty()) {
            return Optional.of("EP+" + place);
        }
        ExecutableLayout layout = read.get();
        int slip = random.nextInt(5) == 0 ? 1 : 0;
        String shift = random.nextBoolean() ? "" : "," + random.nextInt(16);
        long distance = place - layout.entryPoint().orElse(0) + slip;
        List<Section> sections = layout.sections();
        return switch (random.nextInt(4)) {
            case 0 -> Optional.of((distance < 0 ? "EP-" + -distance : "EP+" + distance) + shift);
            case 1 ->
                Optional.of(sections)
                        .filter(all -> !all.isEmpty() && place >= all.getLast().offset())
                        .map(all -> "SL+" + (place - all.getLast().offset() + slip) + shift);
            case 2 -> sectionOffset(sections, place + slip).map(text -> text + shift);
            default -> Optional.of("SE" + sectionAround(sections, place) + shift);
        };
    }

    /** The section that has a place in it, or now and then another, or one that does not exist. */
    private int sectionAround(List<Section> sections, int place) {
        for (int i = 0; i < sections.size() && random.nextInt(5) > 0; i++) {
            Section section = sections.get(i);
            if (place >= section.offset() && place <= section.offset() + section.size()) {
                return i;
            }
        }
        return random.nextInt(sections.size() + 1);
    }

    private Optional<String> sectionOffset(List<Section> sections, long place) {
        for (int i = 0; i < sections.size(); i++) {
            long distance = place - sections.get(i).offset();
            if (distance >= 0 && random.nextBoolean()) {
                return Optional.of("S" + i + "+" + distance);
            }
        }
        return Optional.empty();
    }

    private String digests(Map<String, byte[]> files, String algorithm) {
        Set<String> lines = new LinkedHashSet<>();
        int number = 0;
        for (byte[] file : files.values()) {
            number++;
            String signature = name + "." + algorithm + "-" + number;
            String digest = digest(algorithm, file, 0, file.length);
            lines.add(
                    switch (random.nextInt(6)) {
                        case 0 -> digest + ":*:" + signature + ":73";
                        case 1 -> digest + ":" + (file.length + 1) + ":" + signature;
                        case 2 -> spoiled(digest) + ":" + file.length + ":" + signature;
                        case 3 -> digest + ":" + file.length + ":" + signature + ":10:215";
                        default -> digest + ":" + file.length + ":" + signature;
                    });
        }
        return String.join("\n", lines) + "\n";
    }

    private String sections(Map<String, byte[]> files, String algorithm) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        int number = 0;
        for (byte[] file : files.values()) {
            if (!FileTargets.of(file).contains(Target.PE)) {
                continue;
            }
            List<Section> sections = ExecutableReader.read(new ArraySource(file))
                    .map(ExecutableLayout::sections)
                    .orElse(List.of());
            for (Section section : sections) {
                if (section.size() == 0) {
                    continue;
                }
                number++;
                String signature = name + ".Section-" + algorithm + "-" + number;
                String digest = digest(algorithm, file, (int) section.offset(), (int) section.size());
                lines.putIfAbsent(
                        digest,
                        switch (random.nextInt(5)) {
                            case 0 -> "*:" + digest + ":" + signature + ":73";
                            case 1 -> (section.size() + 1) + ":" + digest + ":" + signature;
                            case 2 -> section.size() + ":" + spoiled(digest) + ":" + signature;
                            default -> section.size() + ":" + digest + ":" + signature;
                        });
            }
        }
        return lines.isEmpty() ? "" : String.join("\n", lines.values()) + "\n";
    }

    /** One file is trusted, and one would be if it were of another size. */
    private String trusted(Map<String, byte[]> files) {
        List<byte[]> contents = new ArrayList<>(files.values());
        byte[] one = contents.get(random.nextInt(contents.size()));
        byte[] other = contents.get(random.nextInt(contents.size()));
        return digest("MD5", one, 0, one.length) + ":" + one.length + ":Trusted\n"
                + digest("SHA-256", other, 0, other.length) + ":" + (other.length + 1) + ":Not.Trusted\n";
    }

    private String spoiled(String digest) {
        char[] digits = digest.toCharArray();
        int place = random.nextInt(digits.length);
        digits[place] = digits[place] == '0' ? '1' : '0';
        return new String(digits);
    }

    private static String digest(String algorithm, byte[] file, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(file, offset, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
