"""Putting a random cast on: its people, posts and grants as rows, its records as customers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from access.models import Appointment, Department, Grant, Post, Purpose, User
from customers.models import Classification
from tests import reference
from tests.access.casting import DAY, PURPOSES
from tests.cast import make_post, make_user

PEOPLE = 3
DEPARTMENTS = 6
KINDS = {1: ("tier:TEST", "320200"), 2: ("tier:OTHER", "330100"), 3: ("tier:TEST", "330200")}


@dataclass
class Stage:
    """What stays between casts: people, departments and customers. The second step is the gate's
    matter and not the gateway's: every cast comes without."""

    day: date
    users: dict[int, User]
    departments: dict[int, Department]
    customers: dict[int, int]
    things: dict[int, reference.Thing]

    @classmethod
    def build(cls, east: Department, make_customer: Callable[..., int]) -> "Stage":
        """Three people, six departments, three customers of theirs."""
        departments = {1: east} | {
            number: Department.objects.create(name_zh=f"部门{number}")
            for number in range(2, DEPARTMENTS + 1)
        }
        Classification.objects.get_or_create(
            id="tier:OTHER", defaults={"axis": "tier", "name_zh": "其他", "name_en": "other"}
        )
        creator = make_post("stage-creator", scope="ALL", verbs=["CREATE"])
        users, customers, things = {}, {}, {}
        for number in range(1, PEOPLE + 1):
            users[number] = make_user(f"player{number}", creator, departments[number])
            tier, region = KINDS[number]
            name = f"测试{'甲乙丙'[number - 1]}有限公司"
            customers[number] = make_customer(users[number], name, tier=tier, region=region)
            things[number] = reference.Thing(number, number, tier, region)
        for code in PURPOSES:
            Purpose.objects.get_or_create(code=code, defaults={"name_zh": code, "name_en": code})
        Appointment.objects.filter(post=creator).delete()
        return cls(timezone.localdate(), users, departments, customers, things)

    def play(self, drawn: reference.World) -> reference.World:
        """Write the cast down in place of the last one; what it is, with terms around today."""
        world = drawn._replace(
            people={
                one: human._replace(has_second_step=True) for one, human in drawn.people.items()
            },
            posts={one: post._replace(asks_second_step=False) for one, post in drawn.posts.items()},
            holdings=[self._dated(one) for one in drawn.holdings],
            permits=[self._dated(one) for one in drawn.permits],
            records=self.things,
            parents=drawn.parents | {one: None for one in self.things if one not in drawn.parents},
        )
        self._clear()
        for number, human in world.people.items():
            User.objects.filter(pk=self.users[number].pk).update(is_active=human.is_open)
            self.users[number].is_active = human.is_open
        for number, parent in world.parents.items():
            above = self.departments[parent].pk if parent else None
            Department.objects.filter(pk=self.departments[number].pk).update(parent=above)
        self._write(world)
        return world

    def _dated(self, one):  # a Holding or a Permit, drawn around DAY
        shift: timedelta = self.day - DAY
        return one._replace(first=one.first + shift, last=one.last and one.last + shift)

    def _clear(self) -> None:
        players = [user.pk for user in self.users.values()]
        posts = Post.objects.filter(code__startswith="stage-post")
        Appointment.objects.filter(user__in=players)._raw_delete("default")
        Grant.purposes.through.objects.filter(grant__post__in=posts)._raw_delete("default")
        Grant.objects.filter(post__in=posts)._raw_delete("default")
        posts._raw_delete("default")

    def _write(self, world: reference.World) -> None:
        posts = {
            number: Post(
                code=f"stage-post-{number}", name_zh=f"岗位{number}", is_active=post.in_use
            )
            for number, post in world.posts.items()
        }
        Post.objects.bulk_create(posts.values())
        Appointment.objects.bulk_create(
            Appointment(
                user=self.users[one.person],
                post=posts[one.post],
                department=self.departments[one.department],
                starts_on=one.first,
                ends_on=one.last,
            )
            for one in world.holdings
        )
        grants = [
            (
                Grant(
                    post=posts[one.post],
                    verbs=sorted(one.verbs),
                    scope=one.scope,
                    filters=one.only,
                    levels=one.levels,
                    starts_on=one.first,
                    ends_on=one.last,
                ),
                one.purposes,
            )
            for one in world.permits
        ]
        Grant.objects.bulk_create(grant for grant, _ in grants)
        through = Grant.purposes.through
        through.objects.bulk_create(
            through(grant_id=grant.pk, purpose_id=code) for grant, codes in grants for code in codes
        )
