//! Short texts that survive.

use crate::support::*;

in_both_places! {
    a_text_is_recalled_as_it_was
    a_later_text_takes_the_place_of_an_earlier_one
    a_text_survives_a_restart
}

async fn a_text_is_recalled_as_it_was(home: Home) {
    let state = home.open().await;
    assert_eq!(state.recall("departments").await.unwrap(), None);
    for text in ["[{\"id\":1}]", "", "ü\0\r\n"] {
        state.remember("departments", text).await.unwrap();
        let recalled = state.recall("departments").await.unwrap();
        assert_eq!(recalled.as_deref(), Some(text));
        assert_eq!(state.recall("department").await.unwrap(), None);
    }
}

async fn a_later_text_takes_the_place_of_an_earlier_one(home: Home) {
    let state = home.open().await;
    for text in ["one", "two"] {
        state.remember("name", text).await.unwrap();
    }
    let recalled = state.recall("name").await.unwrap();
    assert_eq!(recalled.as_deref(), Some("two"));
}

async fn a_text_survives_a_restart(mut home: Home) {
    let state = home.open().await;
    state.remember("name", "kept").await.unwrap();
    drop(state);
    if let Home::Redis(server) = &mut home {
        server.stop();
        server.start_again();
    }
    let recalled = home.open().await.recall("name").await.unwrap();
    assert_eq!(recalled.as_deref(), Some("kept"));
}
