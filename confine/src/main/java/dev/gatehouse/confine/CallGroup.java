package dev.gatehouse.confine;

import static dev.gatehouse.confine.SystemCall.*;

import java.util.EnumSet;
import java.util.Set;

/** System calls that are given up together, by what they are for. */
public enum CallGroup {
    /** To run another program in place of this one. */
    EXECUTION(EXECVE, EXECVEAT),
    /**
     * To make or use a way to talk to others. Sockets that are open already stay of use. A pair of sockets, which
     * reaches nobody who does not hold one, is not among them: the JDK makes one when it first opens a channel.
     */
    SOCKETS(SOCKET, CONNECT, BIND, LISTEN, ACCEPT, ACCEPT4),
    /** To look into or act upon other processes. */
    OTHER_PROCESSES(
            PTRACE,
            PROCESS_VM_READV,
            PROCESS_VM_WRITEV,
            KCMP,
            PIDFD_OPEN,
            PIDFD_GETFD,
            PIDFD_SEND_SIGNAL,
            PROCESS_MADVISE,
            PROCESS_MRELEASE),
    /** To send a signal to whomever. Signals to own threads, by tgkill, are not among them. */
    SIGNALS(KILL, TKILL, RT_SIGQUEUEINFO),
    /** To change which files, users and neighbours the process sees. */
    NAMESPACES(
            MOUNT,
            UMOUNT2,
            MOUNT_SETATTR,
            MOVE_MOUNT,
            FSOPEN,
            FSCONFIG,
            FSMOUNT,
            FSPICK,
            OPEN_TREE,
            PIVOT_ROOT,
            CHROOT,
            UNSHARE,
            SETNS),
    /** The kernel's own machinery: its settings, clocks, keys, programs, rings; what most of its faults lie in. */
    KERNEL(
            BPF,
            PERF_EVENT_OPEN,
            USERFAULTFD,
            IO_URING_SETUP,
            IO_URING_ENTER,
            IO_URING_REGISTER,
            INIT_MODULE,
            FINIT_MODULE,
            DELETE_MODULE,
            KEXEC_LOAD,
            KEXEC_FILE_LOAD,
            REBOOT,
            SWAPON,
            SWAPOFF,
            ACCT,
            QUOTACTL,
            QUOTACTL_FD,
            SETTIMEOFDAY,
            CLOCK_SETTIME,
            CLOCK_ADJTIME,
            ADJTIMEX,
            SETHOSTNAME,
            SETDOMAINNAME,
            SYSLOG,
            KEYCTL,
            ADD_KEY,
            REQUEST_KEY,
            NAME_TO_HANDLE_AT,
            OPEN_BY_HANDLE_AT,
            FANOTIFY_INIT,
            PERSONALITY,
            VHANGUP,
            IOPL,
            IOPERM,
            MODIFY_LDT,
            USELIB,
            USTAT,
            SYSFS,
            LOOKUP_DCOOKIE,
            NFSSERVCTL,
            VMSPLICE,
            MIGRATE_PAGES,
            MOVE_PAGES,
            MEMFD_SECRET),
    /** To make memory or queues that no limit on the process's own data counts. */
    SHARED_MEMORY(
            MEMFD_CREATE,
            SHMGET,
            SHMAT,
            SHMCTL,
            SEMGET,
            SEMOP,
            SEMCTL,
            SEMTIMEDOP,
            MSGGET,
            MSGSND,
            MSGRCV,
            MSGCTL,
            MQ_OPEN,
            MQ_UNLINK),
    /** To take more of the processors than was given. */
    SCHEDULING(SCHED_SETAFFINITY, SCHED_SETSCHEDULER, SCHED_SETATTR, SETPRIORITY, IOPRIO_SET);

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Set<SystemCall> calls;

    CallGroup(SystemCall first, SystemCall... others) {
        this.calls = EnumSet.of(first, others);
    }

    /** The calls. */
    Set<SystemCall> calls() {
        return EnumSet.copyOf(calls);
    }
}
