package dev.gatehouse.confine;

import java.util.OptionalInt;

/**
 * System calls by the names of section 2 of the manual, with their numbers: those that this program makes, and those
 * that it gives up.
 */
public enum SystemCall {
    READ(0, 63),
    WRITE(1, 64),
    OPENAT(257, 56),
    CLOSE(3, 57),
    MMAP(9, 222),
    MUNMAP(11, 215),
    PREAD64(17, 67),
    PWRITE64(18, 68),
    PPOLL(271, 73),
    DUP(32, 23),
    SOCKET(41, 198),
    SOCKETPAIR(53, 199),
    CONNECT(42, 203),
    BIND(49, 200),
    LISTEN(50, 201),
    ACCEPT(43, 202),
    ACCEPT4(288, 242),
    SENDMSG(46, 211),
    RECVMSG(47, 212),
    SETSOCKOPT(54, 208),
    CLONE(56, 220),
    CLONE3(435, 435),
    FORK(57, -1),
    VFORK(58, -1),
    EXECVE(59, 221),
    EXECVEAT(322, 281),
    KILL(62, 129),
    TKILL(200, 130),
    TGKILL(234, 131),
    RT_SIGQUEUEINFO(129, 138),
    RT_TGSIGQUEUEINFO(297, 240),
    PRCTL(157, 167),
    SECCOMP(317, 277),
    PTRACE(101, 117),
    PROCESS_VM_READV(310, 270),
    PROCESS_VM_WRITEV(311, 271),
    KCMP(312, 272),
    PIDFD_OPEN(434, 434),
    PIDFD_GETFD(438, 438),
    PIDFD_SEND_SIGNAL(424, 424),
    PROCESS_MADVISE(440, 440),
    PROCESS_MRELEASE(448, 448),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    MOUNT_SETATTR(442, 442),
    MOVE_MOUNT(429, 429),
    FSOPEN(430, 430),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    FSPICK(433, 433),
    OPEN_TREE(428, 428),
    PIVOT_ROOT(155, 41),
    CHROOT(161, 51),
    UNSHARE(272, 97),
    SETNS(308, 268),
    BPF(321, 280),
    PERF_EVENT_OPEN(298, 241),
    USERFAULTFD(323, 282),
    IO_URING_SETUP(425, 425),
    IO_URING_ENTER(426, 426),
    IO_URING_REGISTER(427, 427),
    INIT_MODULE(175, 105),
    FINIT_MODULE(313, 273),
    DELETE_MODULE(176, 106),
    KEXEC_LOAD(246, 104),
    KEXEC_FILE_LOAD(320, 294),
    REBOOT(169, 142),
    SWAPON(167, 224),
    SWAPOFF(168, 225),
    ACCT(163, 89),
    QUOTACTL(179, 60),
    QUOTACTL_FD(443, 443),
    SETTIMEOFDAY(164, 170),
    CLOCK_SETTIME(227, 112),
    CLOCK_ADJTIME(305, 266),
    ADJTIMEX(159, 171),
    SETHOSTNAME(170, 161),
    SETDOMAINNAME(171, 162),
    SYSLOG(103, 116),
    KEYCTL(250, 219),
    ADD_KEY(248, 217),
    REQUEST_KEY(249, 218),
    NAME_TO_HANDLE_AT(303, -1),
    OPEN_BY_HANDLE_AT(304, -1),
    FANOTIFY_INIT(300, 262),
    PERSONALITY(135, 92),
    VHANGUP(153, 58),
    IOPL(172, -1),
    IOPERM(173, -1),
    MODIFY_LDT(154, -1),
    USELIB(134, -1),
    USTAT(136, -1),
    SYSFS(139, -1),
    LOOKUP_DCOOKIE(212, 18),
    NFSSERVCTL(180, 42),
    VMSPLICE(278, 75),
    MIGRATE_PAGES(256, 238),
    MOVE_PAGES(279, 239),
    SHUTDOWN(48, 210),
    MEMFD_CREATE(319, 279),
    MEMFD_SECRET(447, 447),
    SHMGET(29, 194),
    SHMAT(30, 196),
    SHMCTL(31, 195),
    SEMGET(64, 190),
    SEMOP(65, 193),
    SEMCTL(66, 191),
    SEMTIMEDOP(220, 192),
    MSGGET(68, 186),
    MSGSND(69, 189),
    MSGRCV(70, 188),
    MSGCTL(71, 187),
    MQ_OPEN(240, 180),
    MQ_UNLINK(241, 181),
    LANDLOCK_CREATE_RULESET(444, 444),
    LANDLOCK_ADD_RULE(445, 445),
    LANDLOCK_RESTRICT_SELF(446, 446),
    SCHED_GETAFFINITY(204, 123),
    SCHED_SETAFFINITY(203, 122),
    SCHED_SETSCHEDULER(144, 119),
    SCHED_SETATTR(314, 274),
    SETPRIORITY(141, 140),
    IOPRIO_SET(251, 30),
    FTRUNCATE(77, 46),
    GETPID(39, 172);

    /** The highest number that was given out when the table was made; filters refuse the ones above it. */
    static final int HIGHEST = 450;

    private final int x86;
    private final int arm;

    SystemCall(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    /** The call's number; nothing where the processor's kernels do not have it. */
    public OptionalInt number(Architecture architecture) {
        int number = switch (architecture) {
            case X86_64 -> x86;
            case AARCH64 -> arm;
        };
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
