package dev.gatehouse.signatures;

import dev.gatehouse.signatures.database.DigestTable;
import dev.gatehouse.signatures.database.DigestTables;
import dev.gatehouse.signatures.database.Tables;
import dev.gatehouse.signatures.executable.ExecutableLayout;
import dev.gatehouse.signatures.executable.ExecutableReader;
import dev.gatehouse.signatures.match.BodySearch;
import dev.gatehouse.signatures.match.Placement;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Searches specimens with a database, one after the other. Reusable; for one thread. */
public final class Matcher {

    private final Tables tables;
    private final BodySearch bodySearch;
    private final SectionDigests sectionDigests;

    Matcher(SignatureDatabase database) {
        this.tables = database.tables();
        this.bodySearch = new BodySearch(tables.bodies());
        this.sectionDigests = new SectionDigests(tables.sections());
    }

    /**
     * Searches a specimen.
     *
     * @param all whether every matching signature is wanted; otherwise the first one suffices
     * @param stop asked every 64 KiB or so; true ends the search
     * @throws IOException if bytes of the specimen cannot be read
     */
    public Matches match(Specimen specimen, boolean all, BooleanSupplier stop) throws IOException {
        List<Match> matches = new ArrayList<>();
        find(tables.detections(), specimen, matches);
        if (!matches.isEmpty() && !all) {
            return new Matches(matches.subList(0, 1), Matches.End.FIRST_MATCH);
        }
        Optional<ExecutableLayout> layout = layout(specimen);
        boolean complete = true;
        if (layout.isPresent() && specimen.targets().contains(Target.PE)) {
            complete = sectionDigests.find(specimen, layout.get(), matches, stop);
            if (!matches.isEmpty() && !all) {
                return new Matches(matches.subList(0, 1), Matches.End.FIRST_MATCH);
            }
        }
        Matches found = searchBody(specimen, layout, matches, all, stop);
        return complete || found.end() != Matches.End.COMPLETE
                ? found
                : new Matches(found.matches(), Matches.End.BOUND_REACHED);
    }

    /**
     * Whether a specimen is trusted by its digest, so that findings in it, or in what it contains, do not count.
     *
     * @throws IOException if bytes of the specimen cannot be read
     */
    public boolean trusts(Specimen specimen) throws IOException {
        List<Match> matches = new ArrayList<>();
        find(tables.trusted(), specimen, matches);
        return !matches.isEmpty();
    }

    private static void find(DigestTables tables, Specimen specimen, List<Match> matches) throws IOException {
        for (DigestTable table : tables.tables()) {
            if (table.mayHold(specimen.size())) {
                for (int name : table.find(specimen.digest(table.algorithm()), specimen.size())) {
                    matches.add(new Match(tables.name(name), OptionalLong.empty()));
                }
            }
        }
    }

    private static Optional<ExecutableLayout> layout(Specimen specimen) throws IOException {
        Set<Target> targets = specimen.targets();
        boolean program = targets.contains(Target.PE) || targets.contains(Target.ELF) || targets.contains(Target.MACHO);
        return program ? ExecutableReader.read(specimen) : Optional.empty();
    }

    private Matches searchBody(
            Specimen specimen,
            Optional<ExecutableLayout> layout,
            List<Match> matches,
            boolean all,
            BooleanSupplier stop)
            throws IOException {
        BodySearch search = bodySearch;
        int before = matches.size();
        search.begin(new Placement(specimen.size(), specimen.targets(), layout), (signature, start) -> {
            String name =
                    tables.bodies().names().string(tables.bodies().signatures().name(signature));
            matches.add(new Match(name, OptionalLong.of(start)));
            return all;
        });
        long position = 0;
        while (search.running() && position < specimen.size()) {
            if (stop.getAsBoolean()) {
                return new Matches(matches, Matches.End.STOPPED);
            }
            int count = specimen.read(position, search.window(), search.end(), search.room());
            if (count == 0) {
                break;
            }
            search.take(count);
            position += count;
        }
        search.finish();
        if (!all && matches.size() > before) {
            return new Matches(matches, Matches.End.FIRST_MATCH);
        }
        return new Matches(matches, search.limited() ? Matches.End.BOUND_REACHED : Matches.End.COMPLETE);
    }
}
