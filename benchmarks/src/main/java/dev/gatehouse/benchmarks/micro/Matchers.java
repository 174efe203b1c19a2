package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.signatures.Matcher;
import dev.gatehouse.signatures.SignatureDatabase;
import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.signatures.SourceSummary;
import java.io.IOException;
import java.util.List;

/** Makes Gatehouse's matchers from lines. */
final class Matchers {

    private Matchers() {}

    /** A matcher for lines of a file with an extension. */
    static Matcher of(List<String> lines, String extension) throws IOException {
        SignatureDatabase.Compiler compiler = SignatureDatabase.compiler();
        SourceSummary summary = SignatureSources.text("bench." + extension, String.join("\n", lines) + "\n")
                .read(compiler);
        if (!summary.isComplete()) {
            throw new IOException("the database has errors: "
                    + summary.diagnostics().getFirst().render());
        }
        return compiler.compile().newMatcher();
    }
}
