"""What Celery beat asks for each minute."""

from celery import shared_task

from records.ticking import tick


@shared_task(name="records.tick")
def tick_task() -> None:
    """Run what is due."""
    tick()
