package dev.gatehouse.backend.builtin;

import dev.gatehouse.signatures.model.Target;
import dev.gatehouse.spi.ContentType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which targets of signatures a part's types stand for. */
final class Targets {

    private static final Map<ContentType, Target> TARGETS = Map.ofEntries(
            Map.entry(ContentType.PE, Target.PE),
            Map.entry(ContentType.OLE2, Target.OLE2),
            Map.entry(ContentType.HTML, Target.HTML),
            Map.entry(ContentType.MAIL, Target.MAIL),
            Map.entry(ContentType.IMAGE, Target.GRAPHICS),
            Map.entry(ContentType.ELF, Target.ELF),
            Map.entry(ContentType.TEXT, Target.TEXT),
            Map.entry(ContentType.MACHO, Target.MACHO),
            Map.entry(ContentType.PDF, Target.PDF),
            Map.entry(ContentType.SWF, Target.FLASH),
            Map.entry(ContentType.JAVA_CLASS, Target.JAVA));

    private Targets() {}

    static Set<Target> of(Set<ContentType> types) {
        Set<Target> targets = EnumSet.noneOf(Target.class);
        for (ContentType type : types) {
            Target target = TARGETS.get(type);
            if (target != null) {
                targets.add(target);
            }
        }
        return targets;
    }
}
