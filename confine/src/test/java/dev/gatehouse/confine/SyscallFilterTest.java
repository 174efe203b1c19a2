package dev.gatehouse.confine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.confine.SyscallFilter.Partly;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyscallFilterTest {

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int PERMISSION = 0x00050000 | Linux.EPERM;
    private static final int NO_SUCH_CALL = 0x00050000 | Linux.ENOSYS;
    private static final int PROCESS = 4711;

    private static int answer(SyscallFilter filter, Architecture architecture, SystemCall call, long... arguments) {
        return new FilterMachine(filter.program(architecture, PROCESS))
                .answer(architecture.auditToken(), call.number(architecture).orElseThrow(), arguments);
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryCallOfEveryGroupAndNoOther(Architecture architecture) {
        for (CallGroup group : CallGroup.values()) {
            SyscallFilter filter = SyscallFilter.allowing().refusing(group);
            for (SystemCall call : SystemCall.values()) {
                if (call.number(architecture).isPresent()) {
                    assertThat(answer(filter, architecture, call))
                            .as(group + " " + call)
                            .isEqualTo(group.calls().contains(call) ? PERMISSION : ALLOW);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void killsWhoeverCallsByTheNumbersOfAnotherProcessor(Architecture architecture) {
        FilterMachine machine = new FilterMachine(SyscallFilter.allowing().program(architecture, PROCESS));
        assertThat(machine.answer(0x40000003, 1)).isEqualTo(KILL);
    }

    @ParameterizedTest
    @EnumSource
    void saysThatThereIsNoCallWithANumberAboveTheTable(Architecture architecture) {
        FilterMachine machine = new FilterMachine(SyscallFilter.allowing().program(architecture, PROCESS));
        assertThat(machine.answer(architecture.auditToken(), 451)).isEqualTo(NO_SUCH_CALL);
        assertThat(machine.answer(architecture.auditToken(), 0x40000000 | 59)).isEqualTo(NO_SUCH_CALL);
        assertThat(machine.answer(architecture.auditToken(), -1)).isEqualTo(NO_SUCH_CALL);
    }

    @ParameterizedTest
    @EnumSource
    void tellsThreadsFromProcesses(Architecture architecture) {
        SyscallFilter filter = SyscallFilter.allowing().refusing(Partly.NO_NEW_PROCESSES);
        assertThat(answer(filter, architecture, SystemCall.CLONE, 0x003d0f00)).isEqualTo(ALLOW);
        assertThat(answer(filter, architecture, SystemCall.CLONE, 0x4111)).isEqualTo(PERMISSION);
        assertThat(answer(filter, architecture, SystemCall.CLONE3)).isEqualTo(NO_SUCH_CALL);
        if (architecture == Architecture.X86_64) {
            assertThat(answer(filter, architecture, SystemCall.FORK)).isEqualTo(PERMISSION);
            assertThat(answer(filter, architecture, SystemCall.VFORK)).isEqualTo(PERMISSION);
        }
    }

    @ParameterizedTest
    @EnumSource
    void looksAtTheArgumentsThatMatterAndLeavesLaterQuestionsWhole(Architecture architecture) {
        SyscallFilter filter = SyscallFilter.allowing().refusing(Partly.values());
        assertThat(answer(filter, architecture, SystemCall.SOCKET, 1)).isEqualTo(ALLOW);
        assertThat(answer(filter, architecture, SystemCall.SOCKET, 2)).isEqualTo(PERMISSION);
        assertThat(answer(filter, architecture, SystemCall.MMAP, 0, 4096, 3, 0x22))
                .isEqualTo(ALLOW);
        assertThat(answer(filter, architecture, SystemCall.MMAP, 0, 4096, 3, 0x01))
                .isEqualTo(ALLOW);
        assertThat(answer(filter, architecture, SystemCall.MMAP, 0, 4096, 3, 0x8021))
                .isEqualTo(PERMISSION);
        assertThat(answer(filter, architecture, SystemCall.TGKILL, PROCESS, 1, 9))
                .isEqualTo(ALLOW);
        assertThat(answer(filter, architecture, SystemCall.TGKILL, PROCESS + 1, 1, 9))
                .isEqualTo(PERMISSION);
        assertThat(answer(filter, architecture, SystemCall.READ, 2)).isEqualTo(ALLOW);
    }
}
