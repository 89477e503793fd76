"""Speed and retrieval quality, each against a peer measured in the same run: `python -m tests.benchmarks --help`.

One module a benchmark. No figure stands alone: the machine may be busy and no two are alike, so everything is a ratio
to, or a difference from, a peer (LlamaIndex's quickstart) or the bare library, taken in turns within one run.
"""
