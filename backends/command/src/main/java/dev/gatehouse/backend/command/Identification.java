package dev.gatehouse.backend.command;

import dev.gatehouse.backend.command.Profile.VersionQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;

/** Asks a scanner for its version, and looks at the age of its signature files. */
record Identification(CommandSettings settings, ChildProcess process) {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String UNKNOWN = "unknown";

    /**
     * What a scanner is at the moment.
     *
     * @param engine the engine's version, or {@code unknown}
     * @param signatures the signatures' version, or the time of their newest file, or {@code unknown}
     * @param time when the signatures were made
     */
    record Version(String engine, String signatures, Optional<Instant> time) {}

    /**
     * Asks.
     *
     * @throws IOException if the scanner cannot be run, or does not say what the profile expects
     */
    Version version() throws IOException, InterruptedException {
        Optional<Instant> ofFiles = newest(settings.signatureFiles());
        Optional<VersionQuestion> question = settings.profile().version();
        if (question.isEmpty()) {
            return version(UNKNOWN, Optional.empty(), ofFiles);
        }
        List<String> command = new CommandLine(settings.program(), settings.more())
                .of(question.get().arguments(), List.of(), Optional.empty());
        ChildProcess.Result result = process.run(command, Optional.empty(), LIMIT, new CompletableFuture<>());
        for (String line : result.lines()) {
            Matcher matcher = question.get().pattern().matcher(line);
            if (matcher.find()) {
                Optional<Instant> told = group(matcher, "time")
                        .flatMap(text -> time(text, question.get().timeFormat()));
                return version(
                        group(matcher, "engine").orElse(UNKNOWN), group(matcher, "signatures"), told.or(() -> ofFiles));
            }
        }
        throw new IOException("%s says nothing of its version (exit code %d%s)"
                .formatted(
                        String.join(" ", command),
                        result.exitCode(),
                        result.lines().isEmpty() ? "" : ": " + result.lines().getFirst()));
    }

    private static Version version(String engine, Optional<String> signatures, Optional<Instant> time) {
        return new Version(
                engine, signatures.or(() -> time.map(Instant::toString)).orElse(UNKNOWN), time);
    }

    private static Optional<String> group(Matcher matcher, String name) {
        return matcher.namedGroups().containsKey(name)
                ? Optional.ofNullable(matcher.group(name)).map(String::strip).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static Optional<Instant> time(String text, Optional<String> format) {
        if (format.isEmpty()) {
            return Optional.empty();
        }
        try {
            TemporalAccessor read = DateTimeFormatter.ofPattern(format.get(), Locale.ENGLISH)
                    .parseBest(text.replaceAll(" +", " "), LocalDateTime::from, LocalDate::from);
            LocalDateTime time = read instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(read);
            return Optional.of(time.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException | IllegalArgumentException e) {
            // a version without a time is still a version
            return Optional.empty();
        }
    }

    private static Optional<Instant> newest(List<String> files) {
        Optional<Instant> newest = Optional.empty();
        for (String file : files) {
            try {
                Instant time =
                        Files.getLastModifiedTime(Path.of(file)).toInstant().truncatedTo(ChronoUnit.SECONDS);
                if (newest.isEmpty() || time.isAfter(newest.get())) {
                    newest = Optional.of(time);
                }
            } catch (IOException | InvalidPathException e) {
                // profiles name files that not every installation has
            }
        }
        return newest;
    }
}
