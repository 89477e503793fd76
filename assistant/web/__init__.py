"""The web page: records to HTML, the conversations of its visitors, and the Gradio page around them."""

from assistant.web.dialogue import Dialogue
from assistant.web.measuring import Measuring
from assistant.web.page import application

__all__ = ["Dialogue", "Measuring", "application"]
