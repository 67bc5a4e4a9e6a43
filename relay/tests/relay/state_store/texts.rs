//! Named strings in the state store.

use super::fixtures::*;

test_both_stores! {
    a_stored_string_is_loaded_unchanged
    a_new_string_replaces_the_earlier_one
    a_stored_string_survives_a_restart
}

async fn a_stored_string_is_loaded_unchanged(test_store: TestStore) {
    let store = test_store.open().await;
    assert_eq!(store.load_text("departments").await.unwrap(), None);
    for text in ["[{\"id\":1}]", "", "ü\0\r\n"] {
        store.save_text("departments", text).await.unwrap();
        let loaded = store.load_text("departments").await.unwrap();
        assert_eq!(loaded.as_deref(), Some(text));
        assert_eq!(store.load_text("department").await.unwrap(), None);
    }
}

async fn a_new_string_replaces_the_earlier_one(test_store: TestStore) {
    let store = test_store.open().await;
    for text in ["one", "two"] {
        store.save_text("name", text).await.unwrap();
    }
    let loaded = store.load_text("name").await.unwrap();
    assert_eq!(loaded.as_deref(), Some("two"));
}

async fn a_stored_string_survives_a_restart(mut test_store: TestStore) {
    let store = test_store.open().await;
    store.save_text("name", "kept").await.unwrap();
    drop(store);
    if let TestStore::Redis(server) = &mut test_store {
        server.stop();
        server.restart();
    }
    let loaded = test_store.open().await.load_text("name").await.unwrap();
    assert_eq!(loaded.as_deref(), Some("kept"));
}
