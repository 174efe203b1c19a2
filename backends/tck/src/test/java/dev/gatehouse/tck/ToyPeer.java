package dev.gatehouse.tck;

import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A peer that is only told to be there: it is the kit that is tested, which asks for no more. */
final class ToyPeer implements Peer {

    private volatile boolean answering = true;

    boolean answers() {
        return answering;
    }

    @Override
    public void stop() {
        answering = false;
    }

    @Override
    public void start() {
        answering = true;
    }

    @Override
    public boolean freezes() {
        return true;
    }

    @Override
    public void freeze() {
        answering = false;
    }

    @Override
    public void thaw() {
        answering = true;
    }

    static ScanOutcome unavailable() {
        return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "the peer does not answer"));
    }

    /** A backend that scans when the peer is there and says so when it is not. */
    Behaviour served() {
        return new Behaviour() {
            @Override
            public ScanOutcome scan(Subject subject, ScanContext context, AtomicBoolean closed) {
                if (!answering) {
                    return unavailable();
                }
                ScanOutcome outcome = Behaviour.RIGHT.scan(subject, context, closed);
                return answering
                        ? outcome
                        : new ScanOutcome.Incomplete(
                                List.of(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "the peer was lost")));
            }

            @Override
            public Health health(AtomicBoolean closed) {
                return answering && !closed.get() ? new Health.Ready() : new Health.Unavailable("no peer");
            }
        };
    }
}
