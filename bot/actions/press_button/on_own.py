"""Presses on own routines: listing, sharing, copying and changing them, and the builder."""

from __future__ import annotations

from typing import assert_never

from bot.actions import build_own, copy_own, edit_own, manage_own, name_own
from bot.actions.scene import Scene
from bot.domain.ids import OwnId
from bot.domain.message import Phrase
from bot.screens import presses
from bot.screens.presses import Change


def press_on_own(
    scene: Scene,
    press: presses.OwnPress | presses.CopyPress | presses.EditPress | presses.BuildingPress,
) -> Phrase | None:
    """Do what a button of own routines asks for."""
    if isinstance(press, presses.OwnPress):
        return _manage(scene, press)
    if isinstance(press, presses.CopyPress):
        return _copy(scene, press)
    if isinstance(press, presses.EditPress):
        return _edit(scene, press)
    return _build(scene, press)


def _manage(scene: Scene, press: presses.OwnPress) -> Phrase | None:
    match press:
        case presses.ShowMyRoutines():
            return manage_own.show_my_routines(scene)
        case presses.ShareOwn(own):
            return manage_own.share_own(scene, own)
        case presses.AskNewName(own):
            return name_own.ask_new_name(scene, own)
        case presses.AskToDeleteOwn(own):
            return manage_own.ask_to_delete_own(scene, own)
        case presses.DeleteOwn(own):
            return manage_own.delete_own(scene, own)
    assert_never(press)


def _copy(scene: Scene, press: presses.CopyPress) -> Phrase | None:
    match press:
        case presses.LookAtCopy(token):
            return copy_own.look_at_copy(scene, token)
        case presses.KeepCopy(token):
            return copy_own.keep_copy(scene, token)
        case presses.LeaveCopy():
            return copy_own.leave_copy(scene)
    assert_never(press)


def _edit(scene: Scene, press: presses.EditPress) -> Phrase | None:
    match press:
        case presses.EditOwn(own):
            return edit_own.edit_own(scene, own)
        case presses.EditAfresh(own):
            return edit_own.edit_afresh(scene, own)
        case presses.SaveEdit(own):
            return edit_own.save_edit(scene, own)
        case presses.LeaveEdit(own):
            return edit_own.leave_edit(scene, own)
    assert_never(press)


def _build(scene: Scene, press: presses.BuildingPress) -> Phrase | None:
    match press:
        case presses.BuildNew():
            return build_own.build_new(scene)
        case presses.BuildAfresh():
            return build_own.build_afresh(scene)
        case presses.AskName():
            return name_own.ask_name(scene)
        case presses.Build(of):
            return build_own.build(scene, of)
        case presses.AddTechnique(of, technique):
            return build_own.add_technique(scene, of, technique)
        case presses.UndoChange(of):
            return build_own.undo(scene, of)
        case presses.ChangePiece(of, change, at):
            return _change_piece(scene, of, change, at)
    assert_never(press)


def _change_piece(scene: Scene, of: OwnId | None, change: Change, at: int) -> Phrase | None:
    match change:
        case Change.order:
            return build_own.choose_order(scene, of, at)
        case Change.times:
            return build_own.choose_time(scene, of, at)
        case Change.up:
            return build_own.move_piece(scene, of, at, -1)
        case Change.down:
            return build_own.move_piece(scene, of, at, 1)
        case Change.remove:
            return build_own.remove_piece(scene, of, at)
        case Change.shorter:
            return build_own.stretch_piece(scene, of, at, -1)
        case Change.longer:
            return build_own.stretch_piece(scene, of, at, 1)
    assert_never(change)
