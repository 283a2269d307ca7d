"""What residents of the demonstration have sent in and nobody has decided about yet."""

from portal.actions.submissions import Sent, receive
from portal.domain.submissions import Sign
from portal.domain.words import SubmissionKind

RECEIVED = (
    Sent(
        kind=SubmissionKind.SUGGESTION,
        title="Fråga oss om belysningen vid Rågsveds IP",
        body="Flera lampor är trasiga och många går en omväg på kvällen. Fråga oss som bor här var det är mörkt.",
        language="sv",
        area="ragsved",
        once="demonstration-1",
    ),
    Sent(
        kind=SubmissionKind.SUGGESTION,
        title="Mer ljus på gångvägen i Rågsved",
        body="Gångvägen mellan skolan och idrottsplatsen är mörk. Ring mig gärna på 070-174 06 05.",
        language="sv",
        area="ragsved",
        once="demonstration-2",
    ),
    Sent(
        kind=SubmissionKind.TIP,
        title="Our association talks about the new square",
        body="We meet in Farsta library every second Tuesday to talk about the square. You are welcome to join.",
        language="en",
        area="farsta",
        name="Farsta Neighbours",
        show_name=True,
        once="demonstration-3",
    ),
    Sent(
        kind=SubmissionKind.ACCESSIBILITY_FAULT,
        title="القارئ الصوتي لا يقرأ الجدول",
        body="قارئ الشاشة يتخطى عناوين الأعمدة في صفحة الإحصاءات على الهاتف.",
        language="ar",
        once="demonstration-4",
    ),
    Sent(
        kind=SubmissionKind.SUGGESTION,
        title="Cheap loans today",
        body="https://loans.example.org https://money.example.org https://fast.example.org now now now",
        language="en",
        once="demonstration-5",
        signs=frozenset({Sign.HIDDEN_FIELD, Sign.TOO_FAST}),
    ),
)


def load_received() -> None:
    """Send them in through the form's own door."""
    for one in RECEIVED:
        receive(one)
