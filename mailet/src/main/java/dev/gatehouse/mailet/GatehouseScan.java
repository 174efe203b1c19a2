package dev.gatehouse.mailet;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.house.HouseListener;
import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.gateway.Arrival;
import dev.gatehouse.gateway.BusyException;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.mailet.Mail;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetException;
import org.apache.mailet.ProcessingState;
import org.jspecify.annotations.Nullable;

/**
 * Scans each mail by the lineup of a {@code gatehouse.yaml}, marks it, and decides where it goes: see
 * docs/gateways.md. A mail that could not be scanned never passes unless the parameters say so in words.
 */
public final class GatehouseScan implements Mailet {

    private static final Logger LOG = System.getLogger(GatehouseScan.class.getName());

    private @Nullable MailetSettings settings;
    private @Nullable Gate gate;

    /** Made by James, which then calls {@link #init}. */
    public GatehouseScan() {}

    /**
     * Reads the parameters and opens the gate.
     *
     * @throws MessagingException if a parameter or the configuration is wrong, which ends James's start
     */
    @Override
    public void init(MailetConfig given) throws MessagingException {
        MailetSettings read = MailetSettings.read(given);
        try {
            gate = Gate.open(read.configuration(), new LoggedHouse());
        } catch (InstallationException e) {
            throw new MailetException("Gatehouse cannot scan: " + e.getMessage(), e);
        }
        settings = read;
    }

    /**
     * Scans a mail, and sends it where it belongs.
     *
     * @throws MessagingException if it is to be tried again later
     */
    @Override
    public void service(Mail mail) throws MessagingException {
        if (gate == null || settings == null) {
            throw new MailetException("the mailet was not started");
        }
        Judgement judgement = judge(mail, gate, settings.patience());
        Fate fate = settings.policy().action(judgement.concerns());
        if (fate == Fate.RETRY) {
            throw new MailetException(mail.getName() + " cannot be let pass now: " + judgement.why());
        }
        MailMarks.put(mail, judgement.concerns(), judgement.findings(), settings.headers());
        switch (fate) {
            case PASS, RETRY -> {
                // it stays where it is
            }
            case DISCARD -> mail.setState(Mail.GHOST);
            case DIVERT -> mail.setState(settings.processor(judgement.concerns()));
        }
        if (!judgement.concerns().isEmpty()) {
            LOG.log(Level.INFO, () -> mail.getName() + ": " + judgement.why() + ", " + fate);
        }
    }

    private static Judgement judge(Mail mail, Gate gate, Duration patience) throws MessagingException {
        try (Arrival arrival = gate.arrival()) {
            mail.getMessage().writeTo(new Intake(arrival));
            ScanReport report = arrival.scan(mail.getName(), Set.of(ContentType.MAIL), Deadline.after(patience))
                    .join();
            Set<Concern> concerns = Concern.of(report);
            return new Judgement(concerns, MailMarks.findings(report), concerns + " " + report.verdict());
        } catch (BusyException | Intake.NoRoom e) {
            return new Judgement(Set.of(Concern.BUSY), List.of(), String.valueOf(e.getMessage()));
        } catch (IOException | CompletionException e) {
            return new Judgement(Set.of(Concern.FAILED), List.of(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailetException("interrupted while " + mail.getName() + " was scanned", e);
        }
    }

    /** What a mail gives to be concerned about, and why in words. */
    private record Judgement(Set<Concern> concerns, List<String> findings, String why) {}

    /** The processors that mail may be sent to, so that James sees at its start that they exist. */
    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return settings == null
                ? List.of()
                : settings.processors().values().stream()
                        .distinct()
                        .map(ProcessingState::new)
                        .toList();
    }

    @Override
    public String getMailetInfo() {
        return "Gatehouse";
    }

    /** Waits for the scans under way and closes the gate. */
    @Override
    public void destroy() {
        if (gate != null) {
            gate.close();
        }
    }

    /** Tells James's log what an operator should know. */
    private static final class LoggedHouse implements HouseListener {

        @Override
        public void warned(String message) {
            LOG.log(Level.WARNING, message);
        }

        @Override
        public void reloaded(String cause, Lineup lineup, Duration time) {
            LOG.log(Level.INFO, () -> "another lineup scans, " + cause + ", after " + time.toMillis() + " ms");
        }

        @Override
        public void reloadFailed(String cause, String message) {
            LOG.log(Level.WARNING, () -> "the lineup stays as it is, " + cause + ": " + message);
        }
    }
}
