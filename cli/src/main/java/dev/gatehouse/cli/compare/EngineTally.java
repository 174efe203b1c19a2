package dev.gatehouse.cli.compare;

import java.util.EnumMap;
import java.util.Map;

/** Counts what one engine says. For one thread at a time. */
final class EngineTally {

    private final Map<Standing, Long> counts = new EnumMap<>(Standing.class);
    private final Timings timings = new Timings();
    private long alone;
    private long missed;
    private long timedBytes;

    EngineTally() {}

    void add(FileComparison file, Answer answer) {
        counts.merge(answer.standing(), 1L, Long::sum);
        long found = file.count(Standing.FOUND);
        if (answer.standing() == Standing.FOUND && found == 1) {
            alone++;
        } else if (answer.standing() == Standing.CLEAN && found > 0) {
            missed++;
        }
        if (answer.standing() != Standing.FAILED) {
            timings.add(answer.time());
            timedBytes += file.size();
        }
    }

    EngineResult of(Contender engine) {
        return new EngineResult(
                engine.name(),
                engine.identity(),
                engine.opensFiles(),
                engine.opening(),
                count(Standing.FOUND),
                count(Standing.CLEAN),
                count(Standing.INCOMPLETE),
                count(Standing.FAILED),
                alone,
                missed,
                timedBytes,
                timings);
    }

    private long count(Standing standing) {
        return counts.getOrDefault(standing, 0L);
    }
}
