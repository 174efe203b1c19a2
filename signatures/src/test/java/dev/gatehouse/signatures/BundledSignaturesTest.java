package dev.gatehouse.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.Offset;
import dev.gatehouse.signatures.model.Signature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundledSignaturesTest {

    @Test
    void readsEveryBundledSignature() throws Exception {
        List<Signature> signatures = new ArrayList<>();
        SourceSummary summary = SignatureSources.bundled().read(signatures::add);

        assertThat(summary.isComplete()).isTrue();
        assertThat(summary.diagnostics()).isEmpty();
        assertThat(signatures)
                .extracting(Signature::name)
                .containsExactly(
                        "Eicar-Test-Signature",
                        "Gatehouse.Test.Pattern-1",
                        "Gatehouse.Test.Pattern-2",
                        "Gatehouse.Test.Pattern-3");
    }

    @Test
    void looksForEicarAtTheVeryStartOnly() throws Exception {
        List<Signature> signatures = new ArrayList<>();
        SignatureSources.bundled().read(signatures::add);

        assertThat(((BodySignature) signatures.getFirst()).offset()).isEqualTo(new Offset.FromStart(0, 0));
    }
}
