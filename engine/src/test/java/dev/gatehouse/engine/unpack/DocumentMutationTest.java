package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of every kind mutated as {@link MutationTest} does it with archives. */
final class DocumentMutationTest {

    @TempDir
    private Path folder;

    @Test
    void nothingLeavesTheBorderAndEverythingEnds() throws Exception {
        List<Seeds.Seed> seeds = new ArrayList<>();
        for (DocumentSamples.Sample sample : DocumentSamples.all(Eicar.bytes(), folder)) {
            byte[] bytes = sample.bytes();
            for (ContentType type : new ContentTypes().detect(new MemoryContent(bytes, bytes.length))) {
                if (Unpackers.standard().types().contains(type)) {
                    seeds.add(new Seeds.Seed(type, bytes));
                }
            }
        }
        MutationTest.mutate(seeds);
    }
}
