"""A kernel that starts in this folder finds the suite, whatever it was started by: `import isp_utils` is the real one."""

import importlib
import sys
from pathlib import Path

root = next(folder for folder in Path(__file__).resolve().parents if (folder / "run_all.py").exists())
sys.path.insert(0, str(root))
del sys.modules[__name__]
importlib.import_module(__name__)
