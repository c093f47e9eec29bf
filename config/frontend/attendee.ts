/** The attendee's page: the rooms whose elements stand on it. They meet here and through DOM events, and nowhere else. */
import "../../events/frontend/entry";
import "../../polls/frontend/attendee/entry";
import "../../polls/frontend/reactions/entry";
import "../../qa_moderation/frontend/attendee/entry";
import "../../rooms/frontend/attendee/entry";
import "../../streaming/frontend/entry";
