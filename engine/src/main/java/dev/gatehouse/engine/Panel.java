package dev.gatehouse.engine;

import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The backends of a lineup that judge one file, as they are at that moment. Most files are judged by the same panel; a
 * backend that goes out, comes back, or has other signatures makes another.
 *
 * @param guards who is heard, in the order of the lineup
 * @param identities who each of them is
 * @param heard a bit for each of them
 * @param counting a bit for each whose word counts: a standby's among them while it stands in for another
 * @param needed how many votes make a file infected
 * @param absences why those that count and are out do not judge, and nobody in their place
 * @param absent a bit for each that is out, whether it counts or not
 * @param wholeFiles whether any of them is given files only
 * @param epoch differs from that of every other panel of the lineup: for the cache
 */
record Panel(
        Lineup lineup,
        List<Guard> guards,
        List<BackendIdentity> identities,
        long heard,
        long counting,
        int needed,
        List<Reason> absences,
        long absent,
        boolean wholeFiles,
        long epoch) {

    Panel {
        guards = List.copyOf(guards);
        identities = List.copyOf(identities);
        absences = List.copyOf(absences);
    }

    /** Calls together who is there. */
    static Panel of(Lineup lineup, long excluded, long epoch) {
        return new Convening(lineup, excluded).panel(epoch);
    }

    /** Whether the word of a backend with this name changes the verdict. */
    boolean counts(String backend) {
        return (lineup.bitOf(backend) & counting) != 0;
    }

    /** Whether so many votes make a file infected. */
    boolean convicts(long votes) {
        return Long.bitCount(votes) >= needed;
    }

    /** Whether this would be the panel if it were called together now. */
    boolean stands() {
        List<Guard> all = lineup.guards();
        for (int i = 0; i < all.size(); i++) {
            Guard guard = all.get(i);
            boolean takesPart = (heard & guard.bit()) != 0;
            if (takesPart ? guard.absence().isPresent() : returned(guard)) {
                return false;
            }
        }
        for (int i = 0; i < guards.size(); i++) {
            if (!Guard.same(guards.get(i).identity(), identities.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean returned(Guard guard) {
        return (absent & guard.bit()) != 0 && guard.absence().isEmpty();
    }

    /** Whether a standby could take the place of one that failed. */
    boolean hasStandby(long excluded) {
        for (Guard guard : lineup.guards()) {
            if (guard.seat.role() == Role.STANDBY
                    && ((heard | excluded) & guard.bit()) == 0
                    && guard.absence().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** How a panel comes about. */
    private static final class Convening {

        private final Lineup lineup;
        private final long excluded;
        private final List<Reason> absences = new ArrayList<>();
        private long heard;
        private long counting;
        private long absent;

        Convening(Lineup lineup, long excluded) {
            this.lineup = lineup;
            this.excluded = excluded;
        }

        Panel panel(long epoch) {
            for (Guard guard : lineup.guards()) {
                if (guard.seat.role() != Role.STANDBY) {
                    seat(guard);
                }
            }
            List<Guard> guards = new ArrayList<>();
            List<BackendIdentity> identities = new ArrayList<>();
            for (Guard guard : lineup.guards()) {
                if ((heard & guard.bit()) != 0) {
                    guards.add(guard);
                    identities.add(guard.identity());
                }
            }
            return new Panel(
                    lineup,
                    guards,
                    identities,
                    heard,
                    counting,
                    lineup.policy().rule().needed(lineup.countingSeats()),
                    absences,
                    absent,
                    guards.stream().anyMatch(guard -> !guard.seat.everyPart()),
                    epoch);
        }

        private void seat(Guard guard) {
            boolean counts = guard.seat.role().counts();
            boolean failedBefore = (excluded & guard.bit()) != 0;
            if (!failedBefore && guard.absence().isEmpty()) {
                heard |= guard.bit();
                counting |= counts ? guard.bit() : 0;
                return;
            }
            absent |= guard.bit();
            if (counts && !standsIn()) {
                absences.add(guard.absence().orElseGet(guard::out));
            }
        }

        private boolean standsIn() {
            if (lineup.policy().onFailure() != FailurePolicy.FAIL_OVER) {
                return false;
            }
            for (Guard standby : lineup.guards()) {
                if (standby.seat.role() == Role.STANDBY && ((heard | absent | excluded) & standby.bit()) == 0) {
                    if (standby.absence().isEmpty()) {
                        heard |= standby.bit();
                        counting |= standby.bit();
                        return true;
                    }
                    absent |= standby.bit();
                }
            }
            return false;
        }
    }
}
