package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.gateway.operations.Plan;
import dev.gatehouse.gateway.operations.ProcessSignals;
import dev.gatehouse.gateway.operations.Protocols;
import dev.gatehouse.gateway.operations.Service;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves mail gateways and proxies until it is told to end. */
@Command(
        name = "serve",
        description = "Serves mail gateways and proxies: what listeners are configured, else clamd's protocol on"
                + " 127.0.0.1:3310. Ends gracefully on SIGTERM and SIGINT, reads everything anew on SIGHUP.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It was told to end, and did; with --check, all is well.",
            "2:It could not be started.",
            "143:A second signal ended it at once."
        })
final class ServeCommand implements Callable<Integer> {

    /** 128 and the number of SIGTERM. */
    private static final int ENDED_AT_ONCE = 143;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(
            names = "--check",
            description = "Read everything, open the lineup, and end with 0 or with what is wrong; serve nobody.")
    private boolean check;

    @Option(
            names = "--confine",
            paramLabel = "auto|require|off",
            defaultValue = "auto",
            description =
                    "Give up, once everything is open, what serving does not need: programs, and writing elsewhere."
                            + " With require it is an error where that cannot be had (default: auto).")
    private ConfineMode confine = ConfineMode.AUTO;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    private final AtomicReference<@Nullable Service> service = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean hungUp = new AtomicBoolean();

    ServeCommand() {}

    @Override
    public Integer call() throws CommandException, InstallationException, InterruptedException {
        Plan plan = new Plan(
                configuration.file(),
                System.getenv(),
                Protocols.all(),
                (entries, writable) -> Confining.serving(confine, entries, writable),
                Version.number());
        try {
            if (check) {
                spec.commandLine().getOut().println(Service.check(plan));
                return ExitCode.CLEAN;
            }
            ProcessSignals.on(List.of("TERM", "INT"), this::end);
            ProcessSignals.on(List.of("HUP"), this::hangUp);
            return serve(plan);
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private int serve(Plan plan) throws InstallationException, IOException, InterruptedException {
        try (HeapBound _ = HeapBound.keep();
                Service started = Service.start(plan)) {
            service.set(started);
            if (asked.get()) {
                started.shutdown();
            }
            if (hungUp.getAndSet(false)) {
                started.hangUp();
            }
            if (!started.run()) {
                // what is still under way was given its time, and to close it properly would wait for it
                started.abandon();
                Runtime.getRuntime().halt(ExitCode.CLEAN);
            }
        }
        return ExitCode.CLEAN;
    }

    /** While it starts nobody knows what was read already: it is read again as soon as it has started. */
    private void hangUp() {
        hungUp.set(true);
        Service started = service.get();
        if (started != null && hungUp.getAndSet(false)) {
            started.hangUp();
        }
    }

    /** Runs on a thread of the signal's own: the first time it asks, the second time it does not. */
    private void end() {
        boolean again = asked.getAndSet(true);
        Service started = service.get();
        if (started == null) {
            // nobody is served yet
            Runtime.getRuntime().halt(ExitCode.CLEAN);
        } else if (again) {
            started.abandon();
            Runtime.getRuntime().halt(ENDED_AT_ONCE);
        } else {
            started.shutdown();
        }
    }
}
