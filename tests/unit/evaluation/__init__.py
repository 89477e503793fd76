"""The evaluation: metrics, runs, reports, adapters."""
