/** The preview of a poll: the attendee's look, and one poll whose server is in the page. */
import "../../live/frontend/base.css";
import "../../events/frontend/css/page.css";
import "../../polls/frontend/preview/entry";
