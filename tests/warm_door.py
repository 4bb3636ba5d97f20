"""Let a command run in the place of this process: `warm_door.py PLACE ARGUMENT…`; see `tests/warm.py`.

Its streams, its environment and its folder are the command's, and so is its end. What ends a process is passed on, and
where this one is killed, so is the command. It reads next to nothing: with `socket` and `signal` its start would
take three times as long.
"""

import _signal
import _socket
import os
import sys

line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
line.connect(sys.argv[1])
variables = [f"{name}={value}" for name, value in os.environ.items()]
folder = os.getcwd()  # noqa: PTH109  (pathlib takes longer than all of this)
words = [folder, str(len(sys.argv) - 2), *sys.argv[2:], *variables]
order = "\0".join(words).encode("utf-8", "surrogateescape")
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
data = len(order).to_bytes(8) + order
rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)]
line.sendall(data[line.sendmsg([data], rights) :])
for number in (_signal.SIGINT, _signal.SIGTERM):
    _signal.signal(number, lambda number, _: line.send(bytes([number])))
os.closerange(0, 3)  # or who reads what the command says would wait for this process too
code = int(line.recv(16))
if code < 0:
    _signal.signal(-code, _signal.SIG_DFL)
    os.kill(os.getpid(), -code)
os._exit(code)
