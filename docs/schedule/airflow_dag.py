"""Every morning, a notebook of each partnership, executed by Airflow's papermill operator."""

from datetime import datetime
from pathlib import Path

from airflow.providers.papermill.operators.papermill import PapermillOperator
from airflow.sdk import DAG

WORKBENCH = Path("/srv/hsci_analysis")
NOTEBOOK = "patient_flow"

with DAG(
    f"hsci_{NOTEBOOK}",
    schedule="17 5 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_tasks=2,
):
    PapermillOperator.partial(
        task_id=NOTEBOOK,
        input_nb=str(WORKBENCH / "notebooks" / f"{NOTEBOOK}.ipynb"),
        kernel_name="hsci",
        language_name="python",
    ).expand_kwargs(
        [
            {
                "output_nb": str(WORKBENCH / "reports" / "airflow" / f"{path.stem}.ipynb"),
                "parameters": {"partnership": path.stem},
            }
            for path in sorted((WORKBENCH / "parameters" / "partnerships").glob("*.yaml"))
        ]
    )
