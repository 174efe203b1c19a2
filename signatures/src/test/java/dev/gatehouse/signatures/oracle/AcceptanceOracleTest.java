package dev.gatehouse.signatures.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.signatures.SignatureSources;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines are signatures at all: what clamscan refuses we refuse, what it takes we take. */
class AcceptanceOracleTest {

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Bytes, and how few are too few.
                "A:0:*:aabbac",
                "A:0:*:aabb",
                "A:0:*:aa",
                "A:0:*:",
                "A:1:*:aabb",
                "A:1:4:aabb",
                "A:1:4,2:aabb",
                "A:1:EP+4:aabb",
                "A:6:*:aabb",
                "A:6:4:aabb",
                "A:2:EOF-4:aabb",
                "A:0:*:??aabb",
                "A:0:*:aa??bb",
                "A:0:*:aaab??",
                "A:0:*:a?abac",
                "A:0:*:aa?b?c",
                "A:0:*:aaababb",
                "A:0:*:zz",
                "A:0:*:AAABAC",
                "A:0:*:aaab ac",
                "A:0:*: aaabac",
                "A:0:*:aaab-ac",
                "A:0:*:aaabac|adae",
                "A:0:*:aaab#ac",
                "A:0:*:0000",
                "A:0:*:000000",
                "A:6:*:0000",
                // Gaps.
                "A:0:*:aaab*b0b1",
                "A:0:*:aaab*b0",
                "A:0:*:aaab**b0b1",
                "A:0:*:*aaab",
                "A:0:*:aaab*",
                "A:0:*:{4}aaab",
                "A:0:*:aaab{4}",
                "A:0:*:aaab{4-}",
                "A:0:*:{4-}aaab",
                "A:0:*:aaab{0}acad",
                "A:0:*:aaab{}acad",
                "A:0:*:aaab{-}acad",
                "A:0:*:aaab{-0}acad",
                "A:0:*:aaab{3-2}acad",
                "A:0:*:aaab{200}acad",
                "A:0:*:aaab{127}acad",
                "A:0:*:aaab{127}ac",
                "A:0:*:aaab{128}ac",
                "A:0:*:aaab{1-2-3}acad",
                "A:0:*:aaab{x}acad",
                "A:0:*:aaab{2acad",
                "A:0:*:aaab}acad",
                "A:0:*:aaab{2-3}acad{1}ae",
                "A:0:*:aaab{1}acad{2-3}aeaf",
                "A:0:*:aaab{1}ac{2-3}aeaf",
                "A:0:*:aaab{2-3}ac{1}aeaf",
                // Alternatives.
                "A:0:*:aaab(ac|ad)ad",
                "A:0:*:aaab(|ac)adae",
                "A:0:*:aaab()ad",
                "A:0:*:aaab(acad|ac)ad",
                "A:0:*:aaab(aca|acb)adae",
                "A:0:*:aaab(acad|acb)adae",
                "A:0:*:aaab!(ac|ad)ad",
                "A:0:*:aaab!(adad|ae)ad",
                "A:0:*:aaab!(adad|aeae)aeaf",
                "A:0:*:aaab!(a?|bb)ad",
                "A:0:*:aaab(a?|bb)ad",
                "A:0:*:aaab(??)ad",
                "A:0:*:aaab(ac)ad",
                "A:0:*:aaab(a(c|d))ad",
                "A:0:*:aaab((ac|ad)ad|bb)ae",
                "A:0:*:(aa|ab)(ac|ad)",
                "A:0:*:aaab(ac",
                "A:0:*:aaabac)",
                "A:0:*:aaab(ac*ad)",
                "A:0:*:aaab(ac{1-2}ad)",
                "A:0:*:aaab(ac{1}ad|bb)ad",
                "A:0:*:aaab(ac|!(ad))ae",
                "A:0:*:aaab(ac|ad)b",
                "A:0:*:aaab!acad",
                "A:0:*:aaab((((((((ac))))))))ad",
                // Borders.
                "A:0:*:aaab(B)",
                "A:0:*:(B)aaab",
                "A:0:*:!(B)aaab",
                "A:0:*:aaab!(B)",
                "A:0:*:aaab(B)acad",
                "A:0:*:aaab!(B)ad",
                "A:0:*:aaab(L)acad",
                "A:0:*:aaab(W)ad",
                "A:0:*:aaab(X)",
                "A:0:*:aaab(b)",
                "A:0:*:(B)",
                "A:0:*:aaab(B)*(B)b0b1",
                "A:0:*:(W)(B)aaab",
                "A:0:*:aaab(B)(W)",
                // Anchored bytes.
                "A:0:*:aaab[1-2]ae",
                "A:0:*:aaab[2]ae",
                "A:0:*:aa[1]acad",
                "A:0:*:aa[33]acad",
                "A:0:*:aa[0-32]acad",
                "A:0:*:aa[0-33]acad",
                "A:0:*:aaab[3-1]ae",
                "A:0:*:aaab[]ae",
                "A:0:*:aaab[x]ae",
                "A:0:*:aa[1]acad[1]af",
                "A:0:*:aaab[1]acad",
                "A:0:*:aaab[1]acadae[1]ab",
                "A:0:*:a?[1]acad",
                "A:0:*:aa[0]ab",
                "A:0:*:aa[1]acad*[1]aabb",
                "A:0:*:aaab*ac[1]aeaf",
                "A:0:*:??[1]acad",
                "A:0:*:aaab[1]ad{2-3}b0b1",
                "A:0:*:(aa|ab)[1]adae",
                "A:0:*:aa[1](ad|ac)adae",
                "A:0:*:aa[1](B)acad",
                "A:0:*:aa[1]acad(B)",
                "A:0:*:aaab[1",
                "A:0:*:aaab]ae",
                // Offsets.
                "A:0:4,:aaabac",
                "A:0:,4:aaabac",
                "A:0:4,2,3:aaabac",
                "A:0:EOF-:aaabac",
                "A:0:EOF:aaabac",
                "A:0:EOF-4,8:aaabac",
                "A:0:EP+0:aaabac",
                "A:1:EP+:aaabac",
                "A:1:EP:aaabac",
                "A:1:EP-2:aaabac",
                "A:1:S1:aaabac",
                "A:1:S1+2:aaabac",
                "A:1:S+2:aaabac",
                "A:1:S0+:aaabac",
                "A:1:SE:aaabac",
                "A:1:SE1,3:aaabac",
                "A:1:SL:aaabac",
                "A:1:SL-3:aaabac",
                "A:1:SL+3:aaabac",
                "A:0:VI:aaabac",
                "A:1:VI:aaabac",
                "A:6:VI:aaabac",
                "A:0:x:aaabac",
                "A:0::aaabac",
                "A:0:-4:aaabac",
                "A:0: 4:aaabac",
                "A:0:*,3:aaabac",
                "A:0:**:aaabac",
                "A:1:EP+4x:aaabac",
                "A:7:EP+4:aaabac",
                "A:0:$44$:aaabac",
                // Targets, names, fields and levels.
                "A:*:*:aabbac",
                "A::*:aabbac",
                "A:x:*:aabbac",
                "A:-1:*:aabbac",
                "A:13:*:aabb",
                "A:14:*:aabb",
                ":0:*:aaabac",
                "A:0:*",
                "A:0:*:aaabac:210",
                "A:0:*:aaabac:x",
                "A:0:*:aaabac:",
                "A:0:*:aaabac:1:2:3",
                "#A:0:*:zz",
                " #A"
            })
    void bodySignatures(String line) throws Exception {
        assertSameAsClamscan("a.ndb", line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f6d1cd85a8fea69da8a225baa95846d8:769:A",
                "F6D1CD85A8FEA69DA8A225BAA95846D8:769:A",
                "3b4071a22cab3805261226d1b92ce6047c0d66f0:769:A",
                "e8684c37fbfdbfc962c9814fe4b2efbcc1a9b3ffaa74891ad27c95e5f7c29239:769:A",
                "f6d1cd85a8fea69da8a225baa95846d8:*:A",
                "f6d1cd85a8fea69da8a225baa95846d8:*:A:73",
                "f6d1cd85a8fea69da8a225baa95846d8:*:A:72",
                "f6d1cd85a8fea69da8a225baa95846d8:*:A:217",
                "f6d1cd85a8fea69da8a225baa95846d8:*:A:73:215",
                "f6d1cd85a8fea69da8a225baa95846d8:769:A::",
                "f6d1cd85a8fea69da8a225baa95846d8:769:A:1:300:5",
                "f6d1cd85a8fea69da8a225baa95846d8:0:A",
                "f6d1cd85a8fea69da8a225baa95846d8:-1:A",
                "f6d1cd85a8fea69da8a225baa95846d8:769 :A",
                "f6d1cd85a8fea69da8a225baa95846d8::A",
                "f6d1cd85a8fea69da8a225baa95846d8:4294967295:A",
                "f6d1cd85a8fea69da8a225baa95846d8:4294967294:A",
                "f6d1cd85a8fea69da8a225baa95846d8:769",
                "f6d1cd85a8fea69da8a225baa95846d8:769:",
                "f6d1cd85a8fea69da8a225baa95846d80:769:A",
                "f6d1cd85a8fea69da8a225baa95846:769:A",
                "x6d1cd85a8fea69da8a225baa95846d8:769:A",
                " f6d1cd85a8fea69da8a225baa95846d8:769:A",
                " # c",
                "#only"
            })
    void digests(String line) throws Exception {
        assertSameAsClamscan("a.hdb", line);
        assertSameAsClamscan("a.fp", line);
        String[] fields = line.split(":", 3);
        if (fields.length == 3) {
            assertSameAsClamscan("a.mdb", fields[1] + ":" + fields[0] + ":" + fields[2]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A number that is none, which clamscan takes for 0 or for as much of it as is one.
                "A:1:S0+4x:aaabac",
                "A:1:VIx:aaabac",
                "A:0:99999999999:aaabac",
                "A:0:*:aaab[1-]ae",
                // An alternative without bytes.
                "A:0:*:aaab(ac|)ad"
            })
    void weAreStricterThanClamscanWhereItGuesses(String line) throws Exception {
        assertThat(weAccept("a.ndb", line)).isFalse();
        assertThat(clamscanAccepts("a.ndb", line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A:0:*:??(W)aed41f", "A:0:*:??(aabb|bb)aed41f0c", "A:0:*:(aa|bb)(W)aed41f0c"})
    void weTakePatternsThatClamscanCannotPrefilter(String line) throws Exception {
        assertThat(weAccept("a.ndb", line)).isTrue();
        assertThat(clamscanAccepts("a.ndb", line)).isFalse();
    }

    private void assertSameAsClamscan(String fileName, String line) throws Exception {
        assertThat(weAccept(fileName, line))
                .as("whether %s is accepted in %s", line, fileName)
                .isEqualTo(clamscanAccepts(fileName, line));
    }

    private static boolean weAccept(String fileName, String line) throws Exception {
        return SignatureSources.text(fileName, line + "\n")
                .read(signature -> {})
                .isComplete();
    }

    private boolean clamscanAccepts(String fileName, String line) throws Exception {
        Path database = scratch.resolve(fileName);
        Files.writeString(database, line + "\n");
        return ClamscanOracle.accepts(database, Files.createDirectories(scratch.resolve("empty")));
    }
}
