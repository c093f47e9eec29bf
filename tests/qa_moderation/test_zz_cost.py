import time
import pytest
from qa_moderation import services
from tests.qa_moderation.factories import *
pytestmark = pytest.mark.django_db
def test_cost():
    event = make_event(patient=False)
    qs = [approved(make_attendee(event)) for _ in range(8)]
    v = {q.id: q.version for q in qs}
    def turn(n):
        for i in range(n):
            for q in qs:
                for s in (services.send_to_set, services.recall_from_set):
                    v[q.id] = s(event_id=event.pk, question_id=q.id, version=v[q.id], mover=MODERATOR).version
    turn(5)
    best = 9
    for _ in range(5):
        t = time.thread_time(); turn(10); best = min(best, (time.thread_time()-t)/160)
    print("COST ms", best*1000)
