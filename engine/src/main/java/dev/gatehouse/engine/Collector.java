package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.Spilled;
import dev.gatehouse.engine.unpack.Member;
import dev.gatehouse.engine.unpack.PartSink;
import dev.gatehouse.engine.unpack.StopUnpacking;
import dev.gatehouse.engine.unpack.Unpackers;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Takes the parts of one container, within the budget, and has each judged before the next. */
final class Collector implements PartSink {

    private final Descent descent;
    private final ScanState state;
    private final OpenPart container;
    private final PartSubject subject;
    private final Content content;

    Collector(Descent descent, OpenPart container, PartSubject subject, Content content) {
        this.descent = descent;
        this.state = descent.state;
        this.container = container;
        this.subject = subject;
        this.content = content;
    }

    @Override
    public void part(Member member, InputStream bytes) throws StopUnpacking {
        OpenPart part = admit(member);
        try {
            Optional<MessageDigest> digest =
                    descent.terms.options().digests() ? Optional.of(Digests.sha256()) : Optional.empty();
            Spilled spilled = descent.terms.spills().get().take(bytes, state.budget::bytes, digest);
            try (Content taken = spilled.content()) {
                note(part, spilled.ending());
                descent.judge(part, subject, taken, digest.map(MessageDigest::digest));
            }
        } finally {
            state.journal.end(part);
        }
        stopUnlessGoingOn();
    }

    @Override
    public void slice(Member member, long position, long length) throws StopUnpacking {
        OpenPart part = admit(member);
        try {
            long size = content.size();
            long start = position < 0 || position > size ? size : position;
            long there = Math.clamp(length, 0, size - start);
            if (position < 0 || length < 0 || there < length) {
                state.journal.reason(
                        part,
                        new Reason(
                                ReasonCode.TRUNCATED,
                                "bytes " + position + " to " + (position + length) + " of " + size));
            }
            long taken = there == 0 ? 0 : state.budget.bytes(there, 0);
            if (taken < there) {
                state.refusedAt(part);
            }
            descent.judge(part, subject, content.slice(start, taken), Optional.empty());
        } finally {
            state.journal.end(part);
        }
        stopUnlessGoingOn();
    }

    @Override
    public void unreadable(Member member, Reason reason) throws StopUnpacking {
        OpenPart part = admit(member);
        state.journal.reason(part, reason);
        state.journal.end(part);
    }

    @Override
    public void reason(Reason reason) {
        if (!state.overAt(container)) {
            state.journal.reason(container, reason);
        }
    }

    @Override
    public Deadline deadline() {
        return state.deadline;
    }

    @Override
    public long decoderMemory() {
        return descent.terms.options().limits().decoderMemory();
    }

    private OpenPart admit(Member member) throws StopUnpacking {
        if (!state.overAt(container) && state.goesOn() && !state.budget.part()) {
            state.noMorePartsOf(container);
        }
        stopUnlessGoingOn();
        return state.journal.begin(container, member.name(), member.declaredTypes());
    }

    private void stopUnlessGoingOn() throws StopUnpacking {
        if (!state.goesOn()) {
            throw new StopUnpacking();
        }
    }

    private void note(OpenPart part, Spilled.Ending ending) {
        switch (ending) {
            case Spilled.Complete _ -> {}
            case Spilled.Refused _ -> state.refusedAt(part);
            case Spilled.Broken(Throwable cause) -> {
                if (!state.overAt(part)) {
                    broken(part, cause);
                }
            }
            case Spilled.NoSpace(String message) ->
                state.journal.reason(part, new Reason(ReasonCode.NO_SPACE, message));
        }
    }

    private void broken(OpenPart part, Throwable cause) {
        if (cause instanceof Error) {
            state.journal.passingReason(part, Unpackers.reasonOf(cause));
        } else {
            state.journal.reason(part, Unpackers.reasonOf(cause));
        }
    }
}
