# Plays a host that passes a worker's packets on, and says for each address whether the worker's
# connection gets through: sh egress.sh PYTHON [FILE OF RULES], in a network namespace of its own.
set -eu
python=$1
rules=${2-}
ip link set lo up
ip link add name pagewords-out type veth peer name worker
unshare --net sleep 30 &
worker=$!
trap 'kill "$worker"' EXIT
until [ "$(readlink "/proc/$worker/ns/net")" != "$(readlink /proc/$$/ns/net)" ]; do
  kill -0 "$worker"
done
ip link set worker netns "$worker"
ip address add 192.168.77.1/24 dev pagewords-out
ip link set pagewords-out up
# The way out takes every packet and answers none.
ip link add name out type veth peer name beyond
ip link set out up
ip link set beyond up
ip address add 192.168.78.1/24 dev out
ip neighbour add 192.168.78.2 lladdr 02:00:00:00:00:01 dev out
ip route add default via 192.168.78.2
echo 1 >/proc/sys/net/ipv4/ip_forward
nsenter --net -t "$worker" sh -c '
  ip address add 192.168.77.2/24 dev worker
  ip link set worker up
  ip route add default via 192.168.77.1'
# Loaded twice, as at a second start: they replace themselves.
if [ "$rules" ]; then nft -f "$rules" && nft -f "$rules"; fi
"$python" -c '
import socket, subprocess, sys
with socket.create_server(("192.168.77.1", 80)):
    subprocess.run(sys.argv[1:], check=True)
' nsenter --net -t "$worker" "$python" -c '
import socket
for target in (
    "93.184.215.14:80", "93.184.215.14:443", "93.184.215.14:25", "9.9.9.9:53", "8.8.8.8:53",
    "10.1.2.3:80", "169.254.169.254:80", "172.17.0.1:443", "192.168.77.1:80",
):
    host, port = target.split(":")
    with socket.socket() as sock:
        sock.settimeout(0.3)
        try:
            sock.connect((host, int(port)))
            print(target, "passed")
        except TimeoutError:
            print(target, "passed")
        except OSError:
            print(target, "refused")
'
