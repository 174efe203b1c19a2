package dev.gatehouse.cli;

import dev.gatehouse.cli.output.Progress;
import dev.gatehouse.cli.walk.FileWalk;
import dev.gatehouse.cli.walk.WalkStep;
import java.util.Optional;

/** Walks ahead of a scan to tell how much there is, so that the time left can be told. */
final class ExpectedBytes {

    private ExpectedBytes() {}

    /** Counts beside the scan; ends with the walk, or with the process. */
    static void count(FileWalk walk, Progress progress) {
        Thread.ofPlatform().daemon().name("counting ahead").start(() -> {
            try (walk) {
                for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
                    if (step.get() instanceof WalkStep.RegularFile file) {
                        progress.expect(file.size());
                    }
                }
            }
        });
    }
}
