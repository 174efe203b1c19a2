package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Progress;
import dev.gatehouse.cli.walk.FileWalk;
import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts one file after the other to every engine, one engine at a time. Who is asked first goes round from file to file, so
 * that no engine is always the one that the others have warmed the caches for.
 */
public final class ComparisonRun {

    private final List<Contender> engines;
    private final FileWalk walk;
    private final List<Audience> audiences;
    private final Progress progress;
    private final ComparisonTally tally;
    private final Deadline deadline = Deadline.none();
    private int turn;
    private boolean interrupted;
    private @Nullable IOException unwritten;
    private @Nullable Comparison comparison;

    /**
     * A comparison that is about to begin.
     *
     * @param corpus what the walk was given, to be told in the end
     */
    public ComparisonRun(
            List<Contender> engines, List<String> corpus, FileWalk walk, List<Audience> audiences, Progress progress) {
        this.engines = List.copyOf(engines);
        this.walk = walk;
        this.audiences = List.copyOf(audiences);
        this.progress = progress;
        this.tally = new ComparisonTally(corpus, engines);
    }

    /** Compares everything, and tells what it came to. */
    public void run() {
        for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
            switch (step.get()) {
                case WalkStep.RegularFile file -> {
                    compare(file);
                    progress.advance(file.size());
                }
                case WalkStep.Unreadable place -> unread(place.name(), place.reason());
                case WalkStep.StandardInput _ ->
                    unread(
                            FileWalk.STANDARD_INPUT,
                            new Reason(ReasonCode.UNREADABLE, "only files can be put to several engines"));
                case WalkStep.Skipped _, WalkStep.Excluded _ -> leftOut();
            }
        }
        end();
    }

    /** Ends it now; {@link #run} returns soon after. */
    public void interrupt() {
        synchronized (this) {
            interrupted = comparison == null;
        }
        deadline.cancel();
        walk.close();
    }

    /** Tells what it came to, once; nothing is told after it. */
    public synchronized void end() {
        if (comparison != null) {
            return;
        }
        progress.close();
        comparison = tally.comparison(interrupted);
        tell(audience -> audience.end(Objects.requireNonNull(comparison)));
    }

    /** What it came to, once it is over. */
    public synchronized Comparison comparison() {
        return Objects.requireNonNull(comparison, "the comparison is not over");
    }

    /** Why nobody could be told, if so: then it ended early. */
    public synchronized Optional<IOException> unwritten() {
        return Optional.ofNullable(unwritten);
    }

    private void compare(WalkStep.RegularFile file) {
        ReadFile read;
        try {
            read = ReadFile.of(file.path(), deadline);
        } catch (IOException e) {
            if (!deadline.cancelled()) {
                unread(file.name(), new Reason(ReasonCode.UNREADABLE, String.valueOf(e.getMessage())));
            }
            return;
        }
        FileComparison told = new FileComparison(file.name(), read.size(), read.sha256(), ask(file));
        if (told.differs()) {
            told = lookCloser(file, told);
        }
        if (deadline.cancelled()) {
            return;
        }
        if (read.changed()) {
            unread(file.name(), new Reason(ReasonCode.CHANGED_DURING_SCAN, "changed while engines were asked"));
        } else {
            compared(told);
        }
    }

    private List<Answer> ask(WalkStep.RegularFile file) {
        int first = turn % engines.size();
        if (turn == 0) {
            // connections are made and classes loaded at the first question, which says nothing of the others
            engines.forEach(engine -> engine.ask(file.path(), deadline));
        }
        turn++;
        Answer[] answers = new Answer[engines.size()];
        for (int i = 0; i < answers.length; i++) {
            int engine = (first + i) % answers.length;
            answers[engine] = engines.get(engine).ask(file.path(), deadline);
        }
        return Arrays.asList(answers);
    }

    private FileComparison lookCloser(WalkStep.RegularFile file, FileComparison told) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            Answer answer = told.answers().get(i);
            answers.add(answer.pointsInside() ? answer.with(engines.get(i).lookCloser(file.path(), deadline)) : answer);
        }
        return new FileComparison(told.name(), told.size(), told.sha256(), answers);
    }

    private synchronized void compared(FileComparison file) {
        if (comparison == null) {
            tally.compared(file);
            tell(audience -> audience.compared(file));
        }
    }

    private synchronized void unread(String name, Reason reason) {
        if (comparison == null) {
            tally.unread();
            tell(audience -> audience.unread(new Unread(name, reason)));
        }
    }

    private synchronized void leftOut() {
        if (comparison == null) {
            tally.leftOut();
        }
    }

    private synchronized void tell(Telling telling) {
        for (Audience audience : audiences) {
            try {
                telling.to(audience);
            } catch (IOException e) {
                // when nobody hears it there is no use in going on
                unwritten = unwritten == null ? e : unwritten;
                deadline.cancel();
                walk.close();
            }
        }
    }

    /** Tells somebody something. */
    private interface Telling {
        void to(Audience audience) throws IOException;
    }
}
