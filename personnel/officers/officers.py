"""The verbs of this room in one list: callers import them from here."""

from personnel.officers.corrections import PersonalData, correct_person, may_be_taken_back, take_back
from personnel.officers.legal import record_first_reviews, record_legal_qualifications
from personnel.officers.numbers import close_wrong_numbers, give_number, give_numbers
from personnel.officers.posts import NewPost, appoint, end_appointments, end_posts, second, transfer
from personnel.officers.ranks import award_ranks
from personnel.officers.status import change_status, former_number, former_post, reinstate, set_established
from personnel.officers.taking_on import NewOfficer, take_on

__all__ = [
    "NewOfficer",
    "NewPost",
    "PersonalData",
    "appoint",
    "award_ranks",
    "change_status",
    "close_wrong_numbers",
    "correct_person",
    "end_appointments",
    "end_posts",
    "former_number",
    "former_post",
    "give_number",
    "give_numbers",
    "may_be_taken_back",
    "record_first_reviews",
    "record_legal_qualifications",
    "reinstate",
    "second",
    "set_established",
    "take_back",
    "take_on",
    "transfer",
]
