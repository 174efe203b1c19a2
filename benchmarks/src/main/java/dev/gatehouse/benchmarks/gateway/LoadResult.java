package dev.gatehouse.benchmarks.gateway;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the clients of one run were served.
 *
 * @param wallSeconds from the first message to the last answer
 * @param serverCpuSeconds the processor time that the daemon took meanwhile
 * @param clientCpuSeconds what the clients took
 * @param messages how many were answered
 * @param medianMillis the middle of the times from before the connection to the answer
 * @param p99Millis what one message in a hundred exceeded
 * @param wrong how many answers were not those expected, and clients that were cut off
 * @param examples the first few of these
 */
record LoadResult(
        double wallSeconds,
        double serverCpuSeconds,
        double clientCpuSeconds,
        long messages,
        double medianMillis,
        double p99Millis,
        long wrong,
        String examples) {

    private static final int EXAMPLES = 3;

    /** Reckons it from each message's time in nanoseconds. */
    static LoadResult of(double wall, double serverCpu, double clientCpu, long[] nanos, List<String> wrong) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new LoadResult(
                wall,
                serverCpu,
                clientCpu,
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.99),
                wrong.size(),
                String.join("; ", wrong.stream().limit(EXAMPLES).toList()).replace('\n', ' '));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }

    double perSecond() {
        return messages / wallSeconds;
    }

    double serverCpuMillis() {
        return messages == 0 ? 0 : serverCpuSeconds * 1000 / messages;
    }

    /** A line for each value, for {@link #read}. */
    String lines() {
        return "wall=%s\nserver=%s\nclient=%s\nmessages=%s\nmedian=%s\np99=%s\nwrong=%s\nexamples=%s\n"
                .formatted(
                        wallSeconds,
                        serverCpuSeconds,
                        clientCpuSeconds,
                        messages,
                        medianMillis,
                        p99Millis,
                        wrong,
                        examples);
    }

    /** Reads what {@link #lines} wrote. */
    static LoadResult read(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new LoadResult(
                number(values, "wall"),
                number(values, "server"),
                number(values, "client"),
                (long) number(values, "messages"),
                number(values, "median"),
                number(values, "p99"),
                (long) number(values, "wrong"),
                values.getOrDefault("examples", ""));
    }

    private static double number(Map<String, String> values, String key) {
        return Double.parseDouble(values.getOrDefault(key, "0"));
    }
}
