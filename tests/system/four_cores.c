// Preloaded, it lets a program count four cores, whatever the machine has.
#define _GNU_SOURCE
#include <sched.h>

int sched_getaffinity(pid_t process, size_t size, cpu_set_t *cores) {
    (void)process;
    CPU_ZERO_S(size, cores);
    for (int core = 0; core < 4; core++) {
        CPU_SET_S(core, size, cores);
    }
    return 0;
}
