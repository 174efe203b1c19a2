package dev.gatehouse.gateway.policy;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of a message by the concerns that it gives: what was found decides alone, and otherwise the
 * gravest of their actions.
 *
 * @param <A> what can become of it in a protocol; declared from the mildest, to let it pass, to the gravest
 */
public final class Policy<A extends Enum<A>> {

    private final A pass;
    private final Map<Concern, A> actions;

    private Policy(A pass, Map<Concern, A> actions) {
        this.pass = pass;
        this.actions = actions;
    }

    /** One action for every concern, and another for what gives none. */
    public static <A extends Enum<A>> Policy<A> of(A pass, A otherwise) {
        Map<Concern, A> actions = new EnumMap<>(Concern.class);
        for (Concern concern : Concern.values()) {
            actions.put(concern, otherwise);
        }
        return new Policy<>(pass, actions);
    }

    /** This policy with another action for a concern. */
    public Policy<A> with(Concern concern, A action) {
        Map<Concern, A> changed = new EnumMap<>(actions);
        changed.put(concern, action);
        return new Policy<>(pass, changed);
    }

    /** The action for one concern. */
    public A action(Concern concern) {
        A action = actions.get(concern);
        return action == null ? pass : action;
    }

    /** The action for these concerns; to let it pass where there is none. */
    public A action(Set<Concern> concerns) {
        if (concerns.contains(Concern.INFECTED)) {
            return action(Concern.INFECTED);
        }
        return gravest(concerns.stream().map(this::action).toList());
    }

    private A gravest(Collection<A> all) {
        A gravest = pass;
        for (A each : all) {
            if (each.compareTo(gravest) > 0) {
                gravest = each;
            }
        }
        return gravest;
    }
}
