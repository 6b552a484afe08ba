"""Examples per second of a PyTorch training loop on data in memory, on one thread, for each kernel of OpenBLAS.

The loop is what a Python consumer would run if its messages cost nothing: the network of `bench pipeline`, ReLU,
cross-entropy, plain gradient descent, float32 features that are already tensors. OpenBLAS chooses its kernels when it is
loaded, so each runs in a process of its own; the kernels take turns, and the medians count.

Run: python3 in_memory.py [--network 784-128-10] [--batch 64] [--seconds 10] [--runs 3] [--kernel NAME]...
Needs PyTorch; on Debian: apt-get install python3-torch libopenblas0-pthread (without the latter it multiplies with
reference BLAS, ten times slower).
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

EXAMPLES = 60_000
WARM_UP_STEPS = 200
DEFAULT_KERNELS = ["", "Haswell", "SkylakeX", "Cooperlake", "SapphireRapids"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--network", default="784-128-10", help="widths of the network (default: %(default)s)")
    parser.add_argument("--batch", type=int, default=64, help="examples per step (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=10, help="length of a run (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each kernel (default: %(default)s)")
    parser.add_argument("--kernel", action="append", help="OPENBLAS_CORETYPE; may be repeated (default: several)")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def examples_per_second(network, batch, seconds):
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(1)
    widths = [int(width) for width in network.split("-")]
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    loss = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    features = torch.rand(EXAMPLES, widths[0])
    labels = torch.randint(widths[-1], (EXAMPLES,))

    def steps():
        while True:
            for start in range(0, EXAMPLES - batch + 1, batch):
                optimizer.zero_grad()
                loss(model(features[start:start + batch]), labels[start:start + batch]).backward()
                optimizer.step()
                yield

    step = steps()
    for _ in range(WARM_UP_STEPS):
        next(step)
    count = 0
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        next(step)
        count += 1
    return count * batch / (time.perf_counter() - begin)


def measured(options, kernel):
    environment = dict(os.environ, OMP_NUM_THREADS="1")
    if kernel:
        environment["OPENBLAS_CORETYPE"] = kernel
    command = [sys.executable, __file__, "--once", "--network", options.network, "--batch", str(options.batch),
               "--seconds", str(options.seconds)]
    return float(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)


def main():
    options = arguments()
    if options.once:
        print(examples_per_second(options.network, options.batch, options.seconds))
        return
    speeds = {kernel: [] for kernel in options.kernel or DEFAULT_KERNELS}
    for _ in range(options.runs):
        for kernel, runs in speeds.items():
            runs.append(measured(options, kernel))
    for kernel, runs in speeds.items():
        print(f"{kernel or 'as chosen':<16} {statistics.median(runs):>12,.0f} examples/s   "
              f"({', '.join(f'{run:,.0f}' for run in runs)})")
    best = max(speeds, key=lambda kernel: statistics.median(speeds[kernel]))
    print(f"Best: {best or 'as chosen'}, {statistics.median(speeds[best]):,.0f} examples/s")


if __name__ == "__main__":
    main()
